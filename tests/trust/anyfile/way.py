"""The whole way of a file: read, evaluated, drawn in every kind, written, and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.gists import CODEC, gist_of
from pytest_etl_diagram.diagrams.kinds import FILE, PROJECT, kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.stored import dump_reading, load_reading
from pytest_etl_diagram.diagrams.world import Options, ProjectWorld
from pytest_etl_diagram.flows.options import FlowOptions
from pytest_etl_diagram.mermaid import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Diagram, Problem

_DEFINED = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\(", re.MULTILINE)
_NO_ENTRY = "etl_diagrams_entry_points names "
MOST_NAMED = 5
"""So many functions of each file are entry points, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a file: its drawings as snapshot files, and its problems."""

    texts: tuple[str, ...]
    problems: tuple[Problem, ...]


def reader(root: Path, *, named: bool = True) -> Project:
    """Return what reads the files below `root` in every kind of diagram.

    `named` makes the first functions of each Python file entry points: hints would leave
    most files out, and then nothing of them would be traced.
    """

    def options(source: str) -> FlowOptions:
        text = (root / source).read_bytes().decode("latin-1") if source.endswith(".py") else ""
        return FlowOptions(named=tuple(dict.fromkeys(_DEFINED.findall(text)))[:MOST_NAMED])

    wanted = Options(tuple(kinds()), notes=True)
    return Project(root, (), {}, wanted, options if named else lambda _: FlowOptions())


def passed(project: Project, path: Path) -> Passed:
    """Take a file the whole way; raises what escapes, and AssertionError for what isn't so."""
    reading = project.read(path)
    texts = tuple(_drawn(reading))
    problems = tuple(each for each in reading.problems if not each.message.startswith(_NO_ENTRY))
    for problem in problems:
        assert problem.message.strip(), (path, problem)
        assert problem.path, (path, problem)
        assert problem.line >= 0, (path, problem)
    assert len(set(problems)) == len(problems), (path, problems)
    kept = load_reading(dump_reading(reading))
    assert kept.diagrams == reading.diagrams, path
    CODEC.loads(CODEC.dumps(gist_of(reading, (), ())))
    return Passed(texts, problems)


def _drawn(reading: Reading) -> Iterator[str]:
    for diagram in _diagrams(reading):
        text = document.render(diagram)
        found = document.parse(text)
        told = (found.kind, found.name, found.source, found.graph)
        assert told == (diagram.kind, diagram.name, diagram.source, diagram.graph), reading.source
        yield text


def _diagrams(reading: Reading) -> Iterable[Diagram]:
    yield from reading.diagrams
    structures = () if reading.structure is None else (reading.structure,)
    for kind in kinds().values():
        if kind.scope == PROJECT:
            yield from kind.build(ProjectWorld("project", structures, reading.lineages))
        elif kind.scope != FILE:
            for deployment in reading.deployments:
                yield from kind.build(deployment, reading.lineages)
