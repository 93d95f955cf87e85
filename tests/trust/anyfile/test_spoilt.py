"""Spoilt copies of real files of every format go the whole way."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from tests.trust.anyfile.mutants import MUTATIONS, goes_through, originals, spoilt

ORIGINALS = originals(Path(__file__).parents[2])
SHARE = 8
"""One file in so many; `python -m tests.trust.anyfile` spoils them all, again and again."""


@pytest.mark.parametrize("original", ORIGINALS[::SHARE], ids=str)
def test_a_spoilt_file_is_no_trouble(original, tmp_path):
    goes_through(original, partial(spoilt, seed=len(str(original))), tmp_path / "project")


def test_a_seed_spoils_a_file_always_the_same_way():
    data = b"with DAG('a') as dag:\n    load() >> check()\n" * 3
    assert [spoilt(data, seed) for seed in range(30)] == [spoilt(data, seed) for seed in range(30)]
    assert len({spoilt(data, seed) for seed in range(200)}) > 150


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_way_of_spoiling_changes_something(name):
    data = b"one: [1, 2]\ntwo: {a: b}\n"
    assert any(MUTATIONS[name](data, random.Random(seed)) != data for seed in range(20))  # noqa: S311
