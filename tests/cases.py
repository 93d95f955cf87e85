"""Case folders of files of data: what is drawn of each, and the problems.

A case holds the files of a small project, read from its own root, and `expected.md`: the
snapshot of every diagram found, and the problems. To write it anew after a wanted change, and
then review it by eye, run with ETL_DIAGRAM_REGENERATE=1.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.documents import document_hints
from pytest_etl_diagram.diagrams.kinds import PROJECT, SET, kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options, ProjectWorld
from pytest_etl_diagram.mermaid import document
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.sources.territory import PlainFiles, Territory
from pytest_etl_diagram.sources.walk import find_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Diagram, Problem


def folders(here: Path) -> list[Path]:
    """Return the case folders `<format>/<case>` below `here`."""
    return sorted(path for path in here.glob("*/*") if path.is_dir() and path.name[0] not in "_.")


def readings(root: Path, wanted: tuple[str, ...]) -> list[Reading]:
    """Read every file below `root` that may hold something, as a run would find them."""
    return project_and_readings(root, wanted)[1]


def project_and_readings(root: Path, wanted: tuple[str, ...]) -> tuple[Project, list[Reading]]:
    """Read the project at `root`; it can also tell the line of a place."""
    territory = Territory(
        root,
        (root,),
        (),
        root / "__etl_diagrams__",
        plain=PlainFiles(),
        documents=document_hints(),
    )
    project = Project(root, (root,), {}, Options(wanted))
    return project, [project.read(path) for path in find_candidates(territory, lambda _: False)]


def diagrams(found: list[Reading], wanted: tuple[str, ...]) -> Iterator[Diagram]:
    """Yield the diagrams of these kinds."""
    lineages = tuple(lineage for reading in found for lineage in reading.lineages)
    structures = tuple(r.structure for r in found if r.structure is not None)
    for name in wanted:
        kind = kinds()[name]
        if kind.scope == PROJECT:
            yield from kind.draw(ProjectWorld("project", structures, lineages))
        elif kind.scope == SET:
            for reading in found:
                for deployment in reading.deployments:
                    yield from kind.draw(deployment, lineages)
        else:
            for reading in found:
                yield from (diagram for diagram in reading.diagrams if diagram.kind == name)


def problems(found: list[Reading]) -> list[Problem]:
    """Return what is wrong with the files, each once."""
    return list(dict.fromkeys(problem for reading in found for problem in reading.problems))


def drawn(case: Path, wanted: tuple[str, ...]) -> str:
    """Return what `expected.md` should hold."""
    found = readings(case, wanted)
    blocks = []
    for diagram in diagrams(found, wanted):
        assert read(write(diagram.graph)) == diagram.graph
        blocks.append(document.render(diagram))
    told = [
        f"- {p.path}:{p.line}: {p.message}{'' if p.fatal else ' (reported only)'}"
        for p in problems(found)
    ]
    if told:
        blocks.append("\n".join(["# Problems", "", *told, ""]))
    return "\n".join(blocks) or "Nothing.\n"


def check(case: Path, *wanted: str) -> None:
    """Compare what is drawn of a case with its `expected.md`, or write that."""
    expected = case / "expected.md"
    found = drawn(case, wanted)
    if os.environ.get("ETL_DIAGRAM_REGENERATE"):
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
