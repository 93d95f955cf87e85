"""What builders of diagrams are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Flow, Structure
    from pytest_etl_diagram.model import Lineage, Workflow

Layers: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The project's own layers, each with the patterns of the components that belong to it.

A pattern with a slash is a glob of files (see `sources.globs`), one without is
a glob of a component's name or of one of its bases'.
"""


@dataclass(frozen=True, slots=True)
class World:
    """What was found in one source file: `source` is its path, relative to the root folder.

    `workflows` are those of Python code, `declared` those that a file of data
    describes. `flows` and `structure` are there only if a kind is wanted that needs
    them. `notes` says whether lines of the log are drawn.
    """

    source: str
    workflows: tuple[Workflow, ...] = ()
    declared: tuple[Workflow, ...] = ()
    flows: tuple[Flow, ...] = ()
    structure: Structure | None = None
    notes: bool = False


@dataclass(frozen=True, slots=True)
class ProjectWorld:
    """What was found in all files of a project: `name` is the project's.

    `structures` are those of files that hold a pipeline; they and `lineages` stand
    in the order of their files. `layers` are the project's own.
    """

    name: str
    structures: tuple[Structure, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    layers: Layers = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What the settings ask of drawings.

    `kinds` are the names of those to draw, `notes` says whether lines of the log
    are drawn, `layers` are the project's own.
    """

    kinds: tuple[str, ...] = ("dag",)
    notes: bool = False
    layers: Layers = ()
