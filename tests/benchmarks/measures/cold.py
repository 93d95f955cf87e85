"""A run with an empty cache against libcst parsing the same texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.benchmarks.projects import ON, SCRIPTS, Project, trivial
from tests.benchmarks.runs import Command, measure, pytest_command
from tests.benchmarks.table import Peer, Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 1.5


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of all projects."""
    return plan.each_project("cold", lambda project: _rows(project, plan.rounds))


def _rows(project: Project, rounds: int) -> Iterator[Row]:
    parsing = (sys.executable, str(SCRIPTS / "parse_all.py"), str(project.kept))
    ours, parser, pytest = measure(
        [
            pytest_command("cold", project.root, ON, before=project.forget),
            Command("parsing", parsing, project.root),
            pytest_command("pytest", trivial(project.items, 1)),
        ],
        rounds,
    )
    texts = len(list(project.kept.glob("*.py")))
    measured = f"cold, {project.name}"
    timings = (ours, parser, pytest)
    parsed = Peer(parser.median, f"libcst parses {texts:,} files")
    yield at_most(measured, ours.median, parsed, LIMIT, timings)
    added = f"the same, and pytest runs {project.items:,} trivial tests"
    both = Peer(parser.median + pytest.median, added)
    yield at_most(f"{measured}, with pytest's own part", ours.median, both)
    yield Row(f"{measured}, parts of one run", project.phases)
