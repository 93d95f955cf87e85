"""What the side-by-side table says of two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.report.html.difference import rows


@pytest.mark.parametrize(
    ("old", "new", "table"),
    [
        ("a\nb", "a\nb", [("=", 0, 0, 2)]),
        ("a\nb", "a", [("=", 0, 0, 1), ("-", 1)]),
        ("a", "a\nb", [("=", 0, 0, 1), ("+", 1)]),
        ("a b c d", "a 2 c d", [("~", ["a ", "b", " c d"], ["a ", "2", " c d"])]),
        ("x y z", "x y z!", [("~", ["x y z", ""], ["x y z", "!"])]),
        ("alpha", "omega", [("-", 0), ("+", 0)]),
        (
            't_a["a 3"]:::load\nt_b["b 3"]:::load',
            't_b["b 0"]:::load',
            [
                ("-", 0),
                ("~", ['t_b["b ', "3", '"]:::load'], ['t_b["b ', "0", '"]:::load']),
            ],
        ),
        (
            "a --> b",
            "a --> x\na --> b",
            [("+", 0), ("=", 0, 1, 1)],
        ),
    ],
    ids=[
        "equal", "removed", "added", "within a line", "at its end", "nothing in common",
        "a box beside itself", "an edge beside itself",
    ],
)  # fmt: skip
def test_lines_stand_beside_what_they_became(old, new, table):
    assert rows(old, new) == table


TEXTS = st.lists(st.text("ab -\U0001f600", max_size=6), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_table(old, new):
    left, right = [], []
    olds, news = old.split("\n"), new.split("\n")
    for row in rows(old, new):
        match row:
            case ("=", i, k, count):
                assert (i, k) == (len(left), len(right))
                left += olds[i : i + count]
                right += news[k : k + count]
            case ("-", i):
                assert i == len(left)
                left.append(olds[i])
            case ("+", k):
                assert k == len(right)
                right.append(news[k])
            case ("~", before, after):
                left.append("".join(before))
                right.append("".join(after))
    assert (left, right) == (olds, news)
