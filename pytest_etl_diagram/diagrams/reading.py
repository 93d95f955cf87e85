"""What reading one source file gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Structure
    from pytest_etl_diagram.model import Deployment, Diagram, Lineage, Problem
    from pytest_etl_diagram.sources.observing import Question


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one source file gave.

    `dependencies` are the other files of the project that were read for it,
    relative to the root folder, with forward slashes, sorted. `structure` is
    what the file tells of the project's architecture, if a kind that needs it
    is wanted. `deployments` are those that the file stands for: they are drawn when
    the whole project is known. `lineages` are what each pipeline takes and gives.
    `hidden` are problems of other files that may hide a part of a diagram. `questions` are all
    that was asked of the disk, sorted: with the same answers to them, and the same settings, the
    reading is the same (see `sources.observing`).
    """

    source: str
    diagrams: tuple[Diagram, ...] = ()
    problems: tuple[Problem, ...] = ()
    dependencies: tuple[str, ...] = ()
    structure: Structure | None = None
    deployments: tuple[Deployment, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    hidden: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
