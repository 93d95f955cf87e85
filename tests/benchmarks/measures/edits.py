"""A run after one file was edited against one after none was, and how many files it evaluates."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.projects import ON, Project, restore
from tests.benchmarks.runs import Command, RunError, measure, pytest_command, run
from tests.benchmarks.synthetic import module_paths, repository, team_of
from tests.benchmarks.table import Peer, Row, at_most, without_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.benchmarks.plan import Plan

EVALUATED = re.compile(r"(\d[\d,]*)(?: \w+)? evaluated")
"""What the verbose summary says: "1 file evaluated, 999 unchanged"."""


def rows(plan: Plan) -> Iterator[Row]:
    """Yield a row for a DAG module, and one for a helper of the fifty modules around it."""
    edited = {
        "one DAG edited": module_paths(plan.modules)[plan.modules // 2],
        "one shared helper edited": f"include/{team_of(plan.modules // 2)}/constants.py",
    }
    try:
        project = plan.synthetic()
        yield from _rows(project, edited, plan)
    except RunError as error:
        yield without_figures("edits", error)


def _rows(project: Project, edited: Mapping[str, str], plan: Plan) -> Iterator[Row]:
    texts = repository(plan.modules)
    commands = {
        what: pytest_command(
            what, project.root, ON, before=partial(_edit, project, path, texts[path])
        )
        for what, path in edited.items()
    }
    try:
        warm, *taken = measure(
            [pytest_command("warm", project.root, ON), *commands.values()], plan.rounds
        )
        told = {what: run(_verbose(command)).output for what, command in commands.items()}
    finally:
        for path in edited.values():
            restore(project, path, texts[path])
    for ours in taken:
        found = EVALUATED.search(told[ours.name])
        count = f"evaluated {found[1]}" if found else "not told how many were evaluated"
        peer = Peer(warm.median, "warm")
        row = at_most(f"{ours.name}, {project.name}", ours.median, peer, timings=(ours, warm))
        yield replace(row, ours=f"{row.ours}, {count}")


def _edit(project: Project, path: str, text: str) -> None:
    """Change a file as it never was before; what it means stays."""
    restore(project, path, f"{text}\n# edited at {time.time_ns()}\n")


def _verbose(command: Command) -> Command:
    return replace(command, arguments=(*command.arguments, "-vv"))
