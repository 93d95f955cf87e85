"""A cold run by two workers against one without."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.benchmarks.projects import ON
from tests.benchmarks.runs import RunError, measure, pytest_command
from tests.benchmarks.table import Peer, Row, at_most, without_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 0.95
"""What is measurably faster."""


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the row."""
    if not find_spec("xdist"):
        yield without_figures("xdist", "pytest-xdist isn't installed")
        return
    try:
        project = plan.synthetic()
        ours, alone = measure(
            [
                pytest_command("two workers", project.root, ON, "-n2", before=project.forget),
                pytest_command("one process", project.root, ON, before=project.forget),
            ],
            plan.rounds,
        )
    except RunError as error:
        yield without_figures("xdist", error)
        return
    measured = f"cold with -n 2, {project.name}"
    peer = Peer(alone.median, "without -n")
    yield at_most(measured, ours.median, peer, LIMIT, (ours, alone))
