"""Running the plugin over a corpus and counting."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.project import Project

from . import ours
from .corpus import check, locate
from .score import ASPECTS, Miss, Tally, compare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_etl_diagram.model import Place

    from .views import Dag, File


@dataclass(frozen=True, slots=True)
class Result:
    """What a measurement gave: tallies an aspect, misses, counts, seconds a file."""

    tallies: dict[str, Tally]
    misses: tuple[Miss, ...] = ()
    crashes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    files: int = 0
    exact_files: int = 0
    dags: int = 0
    exact_dags: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def measure(files: Sequence[File], root: Path, *, hashes: bool = True) -> Result:
    """Read every file of the corpus below `root` and compare with the truth."""
    tallies = dict.fromkeys(ASPECTS, Tally())
    projects: dict[Path, Project] = {}
    misses: list[Miss] = []
    crashes: list[str] = []
    problems: list[str] = []
    seconds: dict[str, float] = {}
    exact_files = exact_dags = 0
    for file in files:
        base, path = locate(root, file)
        if hashes:
            check(path, file.sha256)
        shown = path.relative_to(root).as_posix()
        if base not in projects:
            projects[base] = Project(base)
        project = projects[base]
        started = time.perf_counter()
        found, said, crash = _read(project, path, file)
        seconds[shown] = time.perf_counter() - started
        problems += [f"{shown}:{line}" for line in said]
        if crash:
            crashes.append(f"{shown}: {crash}")
        text = path.read_text(encoding="utf-8", errors="replace")
        sheet = compare(shown, file.dags, found, text)
        for aspect, tally in sheet.tallies.items():
            tallies[aspect] += tally
        misses += sheet.misses
        exact_files += not sheet.misses
        wrong = {miss.subject.partition("/")[0] for miss in sheet.misses}
        exact_dags += sum(dag.name not in wrong for dag in file.dags)
    return Result(
        tallies=tallies,
        misses=tuple(misses),
        crashes=tuple(crashes),
        problems=tuple(problems),
        files=len(files),
        exact_files=exact_files,
        dags=sum(len(file.dags) for file in files),
        exact_dags=exact_dags,
        seconds=seconds,
    )


def _read(project: Project, path: Path, file: File) -> tuple[list[Dag], list[str], str]:
    """Return our DAGs of a file, its problems, and the last line of a crash or ""."""

    def line_of(place: Place) -> int:
        location = project.locate(place)
        return location.line if path.as_posix().endswith(location.path) else 0

    groups = [name for dag in file.dags for name in dag.groups]
    try:
        reading = project.read(path)
        found = ours.dags(reading, line_of, groups)
    except Exception as error:  # noqa: BLE001 - a crash is one of the things counted here
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        return [], [], f"{type(error).__name__}: {error} ({where})"
    said = [f"{problem.line}: {problem.message}" for problem in reading.problems]
    return found, said, ""
