"""What evaluating costs against parsing the same files, as ratios within one run."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import libcst

from pytest_etl_diagram.diagrams import project as reading
from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.errors import SourceError

from .corpus import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .views import File

ROUNDS = 3
PARTS = {
    "run_module": "running the module",
    "read_flows": "tracing its functions, and its structure",
    "read_lineages": "lineage",
}
"""The functions by which a project reads a file, and what they do; the rest is drawing."""
DRAWING = "drawing, and all else"
EVALUATING = "evaluating without parsing"
READING = "reading a file for the first time, all in all"


def cost_lines(files: Sequence[File], root: Path) -> list[str]:
    """Return the report: for each file the best of three rounds, with all kinds of diagram wanted.

    In a round all files are parsed by `libcst.parse_module`, then read by a project as a run
    reads them, one after the other. Evaluating is what that takes where the files and their
    helpers are parsed already, and nothing else is known of them.
    """
    places = [locate(root, file) for file in files]
    texts = [path.read_text(encoding="utf-8", errors="replace") for _, path in places]
    rounds = [_round(places, texts) for _ in range(ROUNDS)]
    parsing = [min(each) for each in zip(*(one.parsing for one in rounds), strict=True)]
    first = [min(map(_total, each)) for each in zip(*(one.first for one in rounds), strict=True)]
    again = [min(each, key=_total) for each in zip(*(one.again for one in rounds), strict=True)]
    costs = {
        EVALUATING: [_total(each) for each in again],
        **{f"  {part}": [each[part] for each in again] for part in (*PARTS.values(), DRAWING)},
        READING: first,
    }
    return [
        f"cost over {len(files)} files, against libcst parsing them (the median; all together):",
        *(_line(name, taken, parsing) for name, taken in costs.items()),
    ]


class Round(NamedTuple):
    """The seconds that each file took in one round: to parse, to read, and to evaluate."""

    parsing: list[float]
    first: list[dict[str, float]]
    again: list[dict[str, float]]


def _round(places: Sequence[tuple[Path, Path]], texts: Sequence[str]) -> Round:
    parsing = [_seconds(partial(libcst.parse_module, text)) for text in texts]
    projects = {base: _project(base) for base, _ in places}
    first = [_read(projects[base], path) for base, path in places]
    parsed = {base: _project(base) for base in projects}
    for base, project in parsed.items():
        for source in projects[base]._parsed:
            with suppress(SourceError):
                project._parse(source)
    return Round(parsing, first, [_read(parsed[base], path) for base, path in places])


def _project(base: Path) -> Project:
    return Project(base, options=Options(kinds=tuple(kinds())))


def _read(project: Project, path: Path) -> dict[str, float]:
    """Read a file; return the seconds that the parts of that took."""
    taken = dict.fromkeys((*PARTS.values(), DRAWING), 0.0)
    with ExitStack() as patches:
        for name, part in PARTS.items():
            timed = _timed(getattr(reading, name), taken, part)
            patches.enter_context(patch.object(reading, name, timed))
        whole = _seconds(lambda: project.read(path))
    taken[DRAWING] = whole - sum(taken.values())
    return taken


def _timed(
    work: Callable[..., object], taken: dict[str, float], part: str
) -> Callable[..., object]:
    def run(*given: object, **named: object) -> object:
        started = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            taken[part] += time.perf_counter() - started

    return run


def _total(parts: dict[str, float]) -> float:
    return sum(parts.values())


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _line(name: str, taken: list[float], parsing: list[float]) -> str:
    ratios = [cost / parse for cost, parse in zip(taken, parsing, strict=True)]
    return f"  {name}: {median(ratios):.2f} x; {sum(taken) / sum(parsing):.2f} x"
