"""A cold run against pyreverse, which draws classes and imports of the same files."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from tests.accuracy.corpus import CorpusError
from tests.benchmarks import environments, projects
from tests.benchmarks.runs import Command, RunError, folder, measure, pytest_command
from tests.benchmarks.table import Peer, Row, faster, without_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

LIMIT = 600.0


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the row: fewer modules, as this peer takes long."""
    if plan.quick:
        yield without_figures("pyreverse", "needs the package index")
        return
    try:
        python = environments.make("pylint", "pylint")
        yield from _rows(plan, str(python))
    except (CorpusError, RunError) as error:
        yield without_figures("pyreverse", error)


def _rows(plan: Plan, python: str) -> Iterator[Row]:
    project = projects.synthetic(plan.peer_modules)
    code = ("dags", "include", "plugins", "src")
    files = sorted(str(path) for name in code for path in (project.root / name).rglob("*.py"))
    start = "from pylint import run_pyreverse; run_pyreverse()"
    with tempfile.TemporaryDirectory(dir=folder()) as drawn:
        arguments = (python, "-c", start, "-o", "mmd", "-d", drawn, *files)
        ours, peer = measure(
            [
                pytest_command("cold", project.root, projects.ON, before=project.forget),
                Command("pyreverse", arguments, project.root, limit=LIMIT),
            ],
            plan.rounds,
        )
    drawing = Peer(peer.median, f"pyreverse draws {len(files):,} files")
    measured = f"pyreverse, cold, {project.name}"
    yield faster(measured, ours.median, drawing, timings=(ours, peer))
