"""YAML that is made to keep its reader busy is refused soon, or read soon."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from pytest_etl_diagram.documents import yaml as reading
from pytest_etl_diagram.documents.yaml import read_yaml

LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 30)
)
MANY, DEEP = "holds over 200,000 values", "over 100 deep"

REFUSED = {
    "billion laughs": (LAUGHS, MANY),
    "laughing merge keys": (
        "a0: &a0 {k: 1}\n"
        + "".join(f"a{i}: &a{i}\n  <<: *a{i - 1}\n  k{i}: 1\n" for i in range(1, 20_000)),
        MANY,
    ),
    "one mapping merged often": (
        "a: &a {" + ", ".join(f"k{i}: 1" for i in range(1_000)) + "}\n"
        "b: {<<: [" + ", ".join(["*a"] * 50_000) + "]}",
        MANY,
    ),
    "a million aliases": ("a: &a x\nb: [" + "*a," * 1_000_000 + "]", MANY),
    "a million values": ("[" + "a," * 1_000_000 + "]", MANY),
    "a million documents": ("---\n" * 1_000_000, MANY),
    "a million expressions": ("[" + "{{ a }}," * 1_000_000 + "]", MANY),
    "brackets": ("[" * 10_000, DEEP),
    "a million brackets": ("[" * 1_000_000, DEEP),
    "braces": ("{a: " * 10_000, DEEP),
    "dashes": ("- " * 100_000, DEEP),
    "question marks": ("? " * 100_000, DEEP),
    "blocks": ("".join(f"{' ' * i}a:\n" for i in range(2_000)), DEEP),
    "aliases in a row": (
        "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 10_000)),
        DEEP,
    ),
    "prefixes": ("".join(f"%TAG !a{i}! x\n" for i in range(100_000)) + "--- a", "%TAG lines"),
    "binary": ("\0" * 5_000_000, "U+0000"),
    "an open quote": ('a: "' + "x\n" * 2_000_000, "never closed"),
    "open expressions": ("a: " + "{{ " * 1_000_000, DEEP),
    "keys without values": (":\n" * 1_000_000, "check the indentation"),
}

READ = {
    "a long word": "a" * 9_000_000,
    "a long text": "a: |\n" + "  b\n" * 2_000_000,
    "a long number": "9" * 5_000_000,
    "a long tag": "!" + "a" * 5_000_000 + " x",
    "comments": "# a\n" * 2_000_000,
    "spaces": " " * 9_000_000,
    "a schema of two megabytes": "models:\n"
    + "".join(
        f"  - name: model_{i}\n    description: 'what model {i} is for, in some words of prose'\n"
        "    columns:\n      - name: a\n        tests: [unique, not_null]\n"
        for i in range(14_000)
    ),
    "a merge chain as people have it": "a0: &a0 {k: 1}\n"
    + "".join(f"a{i}: &a{i}\n  <<: *a{i - 1}\n  k{i}: 1\n" for i in range(1, 300)),
}

LIMIT = 2.0

needs_libyaml = pytest.mark.skipif(reading.FAST is None, reason="PyYAML has no libyaml here")


def read_soon(written):
    """Read in under two seconds, the second time if other processes slowed down the first."""
    found, seconds = timed(written)
    if seconds >= LIMIT:
        found, seconds = timed(written)
    assert seconds < LIMIT
    return found


def timed(written):
    start = time.process_time()
    found = read_yaml(written, "x.yml")
    return found, time.process_time() - start


@needs_libyaml
@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_soon(name):
    written, words = REFUSED[name]
    _, problems = read_soon(written)
    assert [words in problem.message for problem in problems] == [True]


@needs_libyaml
@pytest.mark.parametrize("name", READ)
def test_is_read_soon(name):
    _, problems = read_soon(READ[name])
    assert problems == ()


@pytest.mark.parametrize("name", [*REFUSED, *READ])
def test_is_read_or_refused_soon_without_libyaml(name, monkeypatch):
    monkeypatch.setattr(reading, "FAST", None)
    read_soon(REFUSED[name][0] if name in REFUSED else READ[name])


def test_laughs_take_no_memory():
    tracemalloc.start()
    read_yaml(LAUGHS, "x.yml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_what_is_within_the_limits_is_expanded():
    written = "a: &a [x, y]\n" + "".join(f"b{i}: *a\n" for i in range(10_000))
    (tree,), problems = read_yaml(written, "x.yml")
    assert (len(tree.entries), problems) == (10_001, ())


def test_nothing_is_executed(tmp_path):
    planted = tmp_path / "ran"
    read_yaml(f"!!python/object/apply:os.system ['touch {planted}']", "x.yml")
    read_yaml(
        f"!!python/object/new:type {{args: [x, !!python/tuple [], {{}}], a: {planted}}}", "x.yml"
    )
    assert not planted.exists()
