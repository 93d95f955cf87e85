"""A run without the flag against pytest where the plugin isn't installed."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tests.accuracy.corpus import UnavailableError
from tests.benchmarks import environments
from tests.benchmarks.projects import trivial
from tests.benchmarks.runs import Command, RunError, measure
from tests.benchmarks.table import Peer, Row, at_most, without_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 1.02
LEAST_ROUNDS = 15
"""Two in a hundred can't be told by five runs."""
TESTS = (1, 400)
ROOT = Path(__file__).parents[3]


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows; the two environments differ in what installing the plugin brings."""
    if plan.quick:
        yield without_figures("off", "needs the package index")
        return
    common = [f"{name}=={version(name)}" for name in ("pytest", "syrupy")]
    try:
        having = environments.make("with-plugin", *common, str(ROOT))
        environments.make("with-plugin", "--force-reinstall", "--no-deps", str(ROOT))
        lacking = environments.make("without-plugin", *common)
        for tests in TESTS:
            yield from _rows(having, lacking, tests, max(plan.rounds, LEAST_ROUNDS))
    except (RunError, UnavailableError) as error:
        yield without_figures("off", error)


def _rows(having: Path, lacking: Path, tests: int, rounds: int) -> Iterator[Row]:
    place = trivial(tests, 1)
    own = {"PYTHONPATH": ""}
    arguments = ("-m", "pytest", "-q")
    ours, peer = measure(
        [
            Command("off", (str(having), *arguments), place, variables=own),
            Command("not installed", (str(lacking), *arguments), place, variables=own),
        ],
        rounds,
    )
    figures = {"medians": (ours.median, peer.median), "least": (ours.least, peer.least)}
    for figure, (mine, theirs) in figures.items():
        measured = f"off, {tests} trivial test{'s'[: tests - 1]}, {figure}"
        yield at_most(measured, mine, Peer(theirs, "without the plugin"), LIMIT, (ours, peer))
