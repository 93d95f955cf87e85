"""A run whose cache is full against pytest with as many tests that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.projects import ON, Project, trivial
from tests.benchmarks.runs import measure, pytest_command
from tests.benchmarks.table import Peer, Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 1.3


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of all projects."""
    return plan.each_project("warm", lambda project: _rows(project, plan.rounds))


def _rows(project: Project, rounds: int) -> Iterator[Row]:
    ours, one, many = measure(
        [
            pytest_command("warm", project.root, ON),
            pytest_command("one file", trivial(project.items, 1)),
            pytest_command("many files", trivial(project.items, project.files)),
        ],
        rounds,
    )
    measured, tests = f"warm, {project.name}", f"pytest runs {project.items:,} trivial tests"
    floor = Peer(one.median, tests)
    yield at_most(measured, ours.median, floor, LIMIT, (ours, one, many))
    spread = Peer(many.median, f"{tests} in {project.files:,} files")
    yield at_most(f"{measured}, as many files", ours.median, spread)
