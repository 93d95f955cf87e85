"""Patterns for rules and subjects."""

import time

import pytest

from pytest_etl_diagram.policy.patterns import matches

NODE_ID = "dags/sales.py::dag[sales]::load"


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("load", "load", True),
        ("load", "load_all", False),
        ("load", "reload", False),
        ("", "", True),
        ("", "load", False),
        ("*", "", True),
        ("*", "two\nlines", True),
        ("load_*", "load_", True),
        ("load_*", "load_all", True),
        ("load_*", "load", False),
        ("*_load", "first_load", True),
        ("*_load", "first_load_2", False),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("*b*", "abc", True),
        ("*ab*ab", "abab", True),
        ("*ab*ab", "ab", False),
        ("**", "any", True),
        ("l?ad", "load", True),
        ("l?ad", "lad", False),
        ("?*?", "a", False),
        ("*?", "ab", True),
        ("*o?d", "load", True),
        ("extract → load", "extract → load", True),
        ("extract → *", "extract → load", True),
        ("a.c", "abc", False),
        ("a+", "aa", False),
        ("a\\", "a\\", True),
        ("a\\?", "a\\b", True),
        ("[ab]", "a", False),
        ("[ab]", "[ab]", True),
        (NODE_ID, NODE_ID, True),
        ("dags/*[sales]::*", NODE_ID, True),
        ("dags/*[s]::*", NODE_ID, False),
        ("LOAD", "load", False),
        ("load*", "Load", False),
    ],
)
def test_star_and_question_mark_are_special_and_nothing_else_is(pattern, text, expected):
    assert matches(pattern, text) is expected


def test_no_pattern_takes_long():
    begin = time.perf_counter()
    assert not matches("*a" * 400 + "b", "a" * 2_000)
    assert time.perf_counter() - begin < 1
