"""The assignment of greatest sum, held against trying all."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.drift.assignment import best_assignment

SCORES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def best_by_trying(scores):
    rows, columns = len(scores), len(scores[0])
    wide = [[*row, *[0] * rows] for row in scores]
    return max(
        sum(wide[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(columns + rows), rows)
    )


@settings(deadline=None)
@given(SCORES)
def test_no_other_pairs_have_a_greater_sum(scores):
    pairs = best_assignment(scores)
    assert sum(scores[row][column] for row, column in pairs) == best_by_trying(scores)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_the_whole_counts_and_not_the_first_best():
    assert best_assignment([[9, 8], [8, 1]]) == ((0, 1), (1, 0))


@pytest.mark.parametrize("scores", [[], [[]], [[0]], [[0, 0], [0, 0]]])
def test_nothing_to_pair(scores):
    assert best_assignment(scores) == ()
