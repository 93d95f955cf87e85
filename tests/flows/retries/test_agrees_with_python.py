"""What is told of a loop is what Python does: how often it tries, how long it pauses first."""

from __future__ import annotations

import contextlib
import re
import textwrap
import time
from itertools import product

import pytest

from pytest_etl_diagram.frontends.airflow.facts import duration
from tests.flows.retries.evaluating import IMPORTS, Evaluated

HEADS = {
    "range": ("for i in range({n}):", ""),
    "range from one": ("for i in range(1, {n} + 1):", ""),
    "range downwards": ("for i in range({n}, 0, -1):", ""),
    "below": ("i = 0\nwhile i < {n}:", "i += 1"),
    "not above": ("i = 1\nwhile i <= {n}:", "i = i + 1"),
    "downwards": ("i = {n}\nwhile i > 0:", "i -= 1"),
    "while there are some": ("i = {n}\nwhile i:", "i -= 1"),
    "for ever, counting first": ("i = 0\nwhile True:", "i += 1\nif i >= {n}:\n    raise"),
    "for ever, asking first": ("i = 0\nwhile True:", "if i > {n}:\n    raise\ni += 1"),
    "for ever, until equal": ("i = 0\nwhile True:", "i += 1\nif i == {n}:\n    raise"),
    "for ever, while below": (
        "i = 0\nwhile True:",
        "i += 1\nif i < {n}:\n    pass\nelse:\n    raise",
    ),
    "for ever, downwards": ("i = {n}\nwhile True:", "if not i:\n    raise\ni -= 1"),
}
PAUSES = {
    "none": ("", "", ""),
    "fixed": ("", "time.sleep(1.5)", "fixed"),
    "multiplied": ("pause = 3", "time.sleep(pause)\npause *= 2", "exponential x2"),
    "up to a limit": (
        "pause = 3",
        "time.sleep(pause)\npause = min(pause * 4, 600)",
        "exponential x4",
    ),
    "added": ("pause = 2", "time.sleep(pause)\npause += 5", "linear"),
    "counted": ("count = 0", "count += 1\ntime.sleep(count * 60)", "linear"),
    "a power of the counter": ("", "time.sleep(0.5 * 3 ** i)", "exponential x3"),
    "a multiple of the counter": ("", "time.sleep(10 * (i + 1))", "linear"),
    "looked up": ("", "time.sleep([4, 9, 100, 101, 150, 160][min(i, 5)])", "stepped"),
}
"""(what is ahead of the loop, what the handler does, how the pauses grow)"""
FALLING = {"range downwards", "downwards", "while there are some", "for ever, downwards"}
CASES = [
    (head, pause)
    for head, pause in product(HEADS, PAUSES)
    if not (head in FALLING and re.search(r"\bi\b", PAUSES[pause][1]))
]


class FailureError(Exception):
    """What every try ends in."""


def source(head: str, pause: str, n: int) -> str:
    opening, counting = HEADS[head]
    before, waiting, _ = PAUSES[pause]
    handler = "\n".join(part for part in (counting, waiting) if part) or "pass"
    return (
        "def f():\n"
        + textwrap.indent(
            f"{before}\n{opening.format(n=n)}\n"
            "    try:\n"
            "        return get()\n"
            "    except FailureError:\n" + textwrap.indent(handler.format(n=n), "        "),
            "    ",
        )
        + "\n"
    )


def run(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[float]]:
    """Run the loop; return how often it tried, and its pauses."""
    tried, slept = [], []
    monkeypatch.setattr(time, "sleep", slept.append)

    def get() -> None:
        tried.append(1)
        raise FailureError

    space: dict[str, object] = {"get": get, "FailureError": FailureError}
    exec(IMPORTS + text, space)  # noqa: S102  the snippets above
    with contextlib.suppress(FailureError):
        space["f"]()  # type: ignore[operator]  # the function above
    return len(tried), slept


@pytest.mark.parametrize("n", [1, 4])
@pytest.mark.parametrize(("head", "pause"), CASES)
def test_a_policy_is_what_python_does(head, pause, n, tmp_path, monkeypatch):
    text = source(head, pause, n)
    tries, slept = run(text, monkeypatch)
    (found,) = Evaluated(tmp_path, text).loops()
    assert found is not None
    assert found.policy.attempts == str(tries)
    assert bool(found.policy.backoff) == (pause != "none")
    if slept:
        assert re.split(" to |, ", found.policy.wait)[0] == duration(slept[0])
        assert found.policy.backoff == PAUSES[pause][2]
