"""Loops written by hand that try again, and loops that don't."""

from __future__ import annotations

import re
import textwrap

import pytest

from tests.flows.retries.evaluating import Evaluated, said
from tests.flows.retries.loops_that_do_not import NO_RETRIES
from tests.flows.retries.loops_that_retry import RETRIES


@pytest.mark.parametrize("name", RETRIES)
def test_a_loop_that_tries_again_has_a_policy(name, tmp_path):
    text, words = RETRIES[name]
    *_, found = Evaluated(tmp_path, text).loops()
    assert said(found and found.policy) == words


@pytest.mark.parametrize("name", NO_RETRIES)
def test_a_loop_that_goes_on_anyway_is_no_retry(name, tmp_path):
    found = list(Evaluated(tmp_path, NO_RETRIES[name]).loops())
    assert found == [None] * len(found)


LOCALS = "attempt count done error i left n ok pause response result rows tries wait".split()


@pytest.mark.parametrize("name", RETRIES)
def test_the_names_of_local_variables_change_nothing(name, tmp_path):
    text, words = RETRIES[name]
    before, _, body = textwrap.dedent(text).rpartition("def f(")
    head, _, body = body.partition(":\n")
    for local in LOCALS:
        if not re.search(rf"\b{local}\b", head):
            body = re.sub(rf"(?<![.\w\"]){local}\b(?!\()", f"retries_{local}", body)
    *_, found = Evaluated(tmp_path, f"{before}def f({head}:\n{body}").loops()
    assert said(found and found.policy) == words


PARTS = {
    "raise on the last": (
        """
        def f():
            for attempt in range(3):
                print("try")
                try:
                    return get()
                except ValueError:
                    return None
                except OSError:
                    if attempt == 2:
                        print("gave up")
                        raise
                    time.sleep(1)
        """,
        ("Evaluate", "ValueError", "OSError", "Evaluate Raise", False),
    ),
    "goes on": (
        """
        def f():
            for attempt in range(3):
                try:
                    get()
                    break
                except OSError:
                    pass
            else:
                alert()
            load()
        """,
        ("", "", "OSError", "Evaluate", True),
    ),
    "ends in a break": (
        """
        def f():
            n = 0
            while True:
                try:
                    get()
                    break
                except OSError:
                    n += 1
                    if n == 3:
                        break
        """,
        ("", "", "OSError", "Break", True),
    ),
    "raised behind the loop": (
        """
        def f():
            for attempt in range(3):
                try:
                    return get()
                except OSError as error:
                    last = error
            raise last
        """,
        ("", "", "OSError", "", True),
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_retry_tells_its_parts(name, tmp_path):
    text, (before, others, retried, exhausted, goes_on) = PARTS[name]
    (found,) = Evaluated(tmp_path, text).loops()
    assert found is not None
    assert " ".join(type(n).__name__ for n in found.before) == before
    assert " ".join(h.kind.id for h in found.others) == others
    assert " ".join(h.kind.id for h in found.retried) == retried
    assert " ".join(type(n).__name__ for n in found.exhausted) == exhausted
    assert found.goes_on is goes_on
