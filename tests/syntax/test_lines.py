# ruff: noqa: E501  snippets stand on lines of their own length
"""Marks become lines: of calls, operators, functions, classes, loops and imports."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.syntax import lines, parse


def marks(node: object) -> list[int]:
    """Return the marks in a tree."""
    if isinstance(node, tuple):
        return [mark for part in node for mark in marks(part)]
    if not dataclasses.is_dataclass(node):
        return []
    own = [node.mark] if hasattr(node, "mark") else []
    return own + [m for f in dataclasses.fields(node) for m in marks(getattr(node, f.name))]


LINES = {
    "f()\n": [1],
    "\n\nf(\n    1,\n)\n": [3],
    "x = (\n    f()\n)\n": [2],
    "f(\n    g(),\n    h(),\n)\n": [1, 2, 3],
    "import a\nfrom b import c\n": [1, 2],
    "def f(\n    a,\n):\n    return g()\n": [1, 4, 4],
    "@d()\ndef f():\n    pass\n": [1, 2],
    "class A(\n    B,\n):\n    x = f()\n": [1, 4],
    "for x in y:\n    while z:\n        raise A\n": [1, 2, 3],
    "x += 1\n\ny += 2\n": [1, 3],
    "if a:\n    f()\nelif b:\n    g()\n": [1, 2, 3, 4],
    "try:\n    f()\nexcept A:\n    g()\nfinally:\n    h()\n": [1, 2, 3, 4, 6],
    "for x in y:\n    break\n": [1, 2],
    "with a as b:\n    f()\n": [1, 2],
    "x = [a\n  for a in b]\n": [1],
    "# comment\n'''text\nof lines'''\nf()\n": [4],
}


@pytest.mark.parametrize("text", LINES)
def test_a_mark_has_the_line_where_its_node_begins(text):
    assert sorted(lines("case.py", text)) == LINES[text]


CHAINS = [
    "a.b(\n  1\n).c(\n  2\n)\n",
    "(a\n  >> b()\n  >> [c(), d(lambda: e())]\n)\n",
    "def f(x=g()):\n    def h(): yield (k() for i in l())\n    return {m(): n() for o in p() if q()}\n",
    "try:\n    a()\nexcept b():\n    c()\nelse:\n    d()\nfinally:\n    e()\n",
    "match f():\n    case A(x=1) if g():\n        h()\n",
    "@a()\n@b()\nclass C(d(), metaclass=e()):\n    f = g(f'{h()!r:{i()}}' 'x' f'{j()}')\n",
    "with a() as b, c() as d[e()]:\n    x[f()] = y.z = g() if h() else i()\n",
]


@pytest.mark.parametrize("text", CHAINS)
def test_both_lowerings_of_a_text_count_the_same_marks(text):
    found = marks(parse("case.py", text))
    assert sorted(found) == list(range(len(lines("case.py", text))))


NAMES = st.sampled_from(
    ["a", "b()", "c.d", "e[f()]", "(g() >> h)", "lambda: i()", "[j() for k in l()]"]
)


@settings(max_examples=50, deadline=None)
@given(parts=st.lists(NAMES, min_size=1, max_size=8))
def test_both_lowerings_of_a_random_text_count_the_same_marks(parts):
    text = "\n".join(f"x{i} = f(\n    {part},\n)" for i, part in enumerate(parts)) + "\n"
    found = marks(parse("case.py", text))
    assert sorted(found) == list(range(len(lines("case.py", text))))
