"""Accuracy against what Airflow says of its own example files may not fall."""

from __future__ import annotations

import pytest

from . import readme
from .__main__ import summary, table
from .available import examples as example_files
from .measure import Result, measure

FLOORS = {
    # aspect: (precision, recall, share of the compared ones that are right); all are reached
    "dags": (1.0, 1.0, 1.0),
    "tasks": (1.0, 1.0, 1.0),
    "edges": (1.0, 1.0, 1.0),
    "operator": (1.0, 1.0, 1.0),
    "retries": (1.0, 1.0, 1.0),
    "retry_delay": (1.0, 1.0, 1.0),
    "trigger_rule": (1.0, 1.0, 1.0),
    "mapped": (1.0, 1.0, 1.0),
    "setup": (1.0, 1.0, 1.0),
    "teardown": (1.0, 1.0, 1.0),
    "groups": (1.0, 1.0, 1.0),
    "group": (1.0, 1.0, 1.0),
    "schedule": (1.0, 1.0, 1.0),
}
EXACT_DAGS = 1.0


@pytest.fixture(scope="module")
def result() -> Result:
    files, root = example_files()
    return measure(files, root)


@pytest.mark.parametrize("aspect", FLOORS)
def test_aspect_is_not_below_its_floor(aspect: str, result: Result) -> None:
    tally = result.tallies[aspect]
    reached = (tally.precision, tally.recall, tally.share_right)
    misses = [str(miss) for miss in result.misses if miss.aspect == aspect]
    assert all(a >= b for a, b in zip(reached, FLOORS[aspect], strict=True)), "\n".join(
        [f"{aspect}: {reached} against {FLOORS[aspect]}", *misses[:20], *table(result)]
    )


def test_dags_exact_in_everything(result: Result) -> None:
    assert result.exact_dags >= EXACT_DAGS * result.dags, "\n".join(summary(result))


def test_figures_of_the_readme_are_the_measured_ones(result: Result) -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert text == readme.placed(text, result), "run `python -m tests.accuracy.readme`"


def test_no_file_crashes_the_evaluation(result: Result) -> None:
    assert not result.crashes


def test_every_file_of_the_truth_is_measured(result: Result) -> None:
    assert (result.files, result.dags) == (120, 192)
