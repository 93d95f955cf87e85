"""What evaluating costs against parsing the same files, as ratios within one run."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

import libcst

from pytest_etl_diagram.diagrams.project import Project

from .corpus import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .views import File

ROUNDS = 3


def cost_lines(files: Sequence[File], root: Path) -> list[str]:
    """Return the report: for each file the best of three rounds, then the median of the ratios.

    Parsing is `libcst.parse_module` of the file alone. Evaluating is what
    `Project.read` does when the file and its helpers are parsed already.
    Reading is all that a first `Project.read` does.
    """
    evaluating: list[float] = []
    reading: list[float] = []
    libcst.parse_module("x = 1")
    for file in files:
        base, path = locate(root, file)
        text = path.read_text(encoding="utf-8", errors="replace")
        parse = _best(lambda text=text: libcst.parse_module(text))
        projects = [Project(base) for _ in range(ROUNDS)]
        waiting = iter(projects)
        first = _best(lambda path=path, waiting=waiting: next(waiting).read(path))
        again = _best(lambda path=path, project=projects[0]: project.read(path))
        evaluating.append(again / parse)
        reading.append(first / parse)
    return [
        f"cost over {len(evaluating)} files, against libcst parsing the same file (median):",
        f"  evaluating without parsing: {median(evaluating):.2f} x",
        f"  reading a file for the first time, all in all: {median(reading):.2f} x",
    ]


def _best(work: Callable[[], object]) -> float:
    """Return the least seconds that `work` took in the rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)
