"""What reading one source file gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Structure
    from pytest_etl_diagram.model import Diagram, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one source file gave.

    `dependencies` are the other files of the project that were read for it,
    relative to the root folder, with forward slashes, sorted. `structure` is
    what the file tells of the project's architecture, if a kind that needs it
    is wanted.
    """

    source: str
    diagrams: tuple[Diagram, ...] = ()
    problems: tuple[Problem, ...] = ()
    dependencies: tuple[str, ...] = ()
    structure: Structure | None = None
