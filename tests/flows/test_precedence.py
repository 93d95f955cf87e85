"""Which parentheses a text needs where it becomes a part of another one."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.flows.precedence import OWNER, level_of, operand, owner

OWNERS = [
    ("load()", "load()"),
    ("rows['a b'].total", "rows['a b'].total"),
    ("x <= 0", "(x <= 0)"),
    ("len(a or b)", "len(a or b)"),
    ("a + b", "(a + b)"),
    ("-x", "(-x)"),
    ("not x", "(not x)"),
    ("x not in y", "(x not in y)"),
    ("'a + b'", "'a + b'"),
    ("first if x else other", "(first if x else other)"),
    ("4 items", "(4 items)"),
    ("collected items", "(collected items)"),
    ("each of rows", "(each of rows)"),
]

OPERANDS = [
    ("*", "a + b", "(a + b)"),
    ("*", "a ** b", "a ** b"),
    ("+", "a * b", "a * b"),
    ("or", "a and b", "a and b"),
    ("and", "a or b", "(a or b)"),
    ("not", "a or b", "(a or b)"),
    ("not", "a == b", "a == b"),
    ("==", "a == b", "a == b"),
    ("==", "a if b else c", "(a if b else c)"),
    ("|", "a == b", "(a == b)"),
    ("-", "-x", "-x"),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_what_has_a_member_is_one_thing(text, wanted):
    assert operand(text, OWNER) == wanted


@pytest.mark.parametrize(("operator", "text", "wanted"), OPERANDS)
def test_an_operand_binds_at_least_as_strongly_as_its_operator(operator, text, wanted):
    assert operand(text, level_of(operator)) == wanted


def test_a_placeholder_keeps_its_braces_outside():
    assert owner("{x <= 0}") == "{(x <= 0)}"
    assert owner("{load()}") == "{load()}"
    assert owner("load_{var:table} x") == "load_{var:table} x"
