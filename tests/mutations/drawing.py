"""Drawing a project folder in every kind, and what is different between two drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.diagrams.kinds import PROJECT, kinds
from pytest_etl_diagram.diagrams.project import Project, deep_stack
from pytest_etl_diagram.diagrams.world import Options, ProjectWorld
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.report.places import LocatedDrift, located

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytest_etl_diagram.model import Diagram

KINDS = ("activity", "sequence", "architecture")

Changes: TypeAlias = "Mapping[str, list[LocatedDrift]]"
"""The drifts of all diagrams of a kind, by kind."""


@dataclass(frozen=True)
class Drawings:
    """The diagrams of a project by kind, source and name, and what locates their places."""

    project: Project
    diagrams: Mapping[tuple[str, str, str], Diagram]


def draw(root: Path, files: Mapping[str, str]) -> Drawings:
    """Write a project of these files and draw all of it; nothing in it may be a problem."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    options = Options(KINDS)
    project = Project(root, (root,), {}, options)
    readings = [project.read(root / name) for name in sorted(files) if name.endswith(".py")]
    assert [problem for reading in readings for problem in reading.problems] == []
    told = (reading.structure for reading in readings)
    structures = tuple(each for each in told if each and (each.flows or each.callables))
    found = [diagram for reading in readings for diagram in reading.diagrams]
    with deep_stack():
        for kind in (kinds()[name] for name in KINDS):
            if kind.scope == PROJECT:
                found += kind.draw(ProjectWorld("project", structures))
    return Drawings(project, {(d.kind, d.source, d.name): d for d in found})


def drifts(before: Drawings, after: Drawings) -> Changes:
    """Return what changed; both must hold diagrams of the same names."""
    assert before.diagrams.keys() == after.diagrams.keys()
    found: dict[str, list[LocatedDrift]] = {kind: [] for kind in KINDS}
    for key, diagram in after.diagrams.items():
        changed = compare(before.diagrams[key].graph, diagram.graph)
        found[diagram.kind] += located(diagram, changed, after.project.locate)
    return found
