"""The kinds of diagram: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams import activity, architecture, dag, sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.diagrams.world import Options, World
    from pytest_etl_diagram.flows.tree import Structure
    from pytest_etl_diagram.model import Diagram

ENTRY_POINTS = "pytest_etl_diagram.diagrams"

FILE, PROJECT = "file", "project"
"""What a diagram is of: one source file, or all of a project."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of diagram.

    `name` stands in node ids and file names. What `build` takes depends on the
    `scope`:

    - FILE: `build(world: World) -> tuple[Diagram, ...]`, with what was found in one file;
    - PROJECT: `build(structures: tuple[Structure, ...], name: str, options: Options) ->
      tuple[Diagram, ...]`, with what each file of the project tells, sorted by file, and the
      project's name. Their `source` is "".

    `traces` says whether it needs flows or structures: working these out takes time.
    """

    name: str
    build: Callable[..., tuple[Diagram, ...]]
    scope: str = FILE
    traces: bool = True


def _workflows(world: World) -> tuple[Diagram, ...]:
    return dag.build(list(world.workflows), world.source)


def _activities(world: World) -> tuple[Diagram, ...]:
    return tuple(activity.diagram(flow, notes=world.notes) for flow in world.flows)


def _sequences(world: World) -> tuple[Diagram, ...]:
    return tuple(sequence.diagram(flow) for flow in world.flows)


def _architecture(
    structures: tuple[Structure, ...], name: str, options: Options
) -> tuple[Diagram, ...]:
    return architecture.build(structures, name, options.layers)


BUILT_IN = (
    Kind(dag.KIND, _workflows, traces=False),
    Kind(activity.KIND, _activities),
    Kind(sequence.KIND, _sequences),
    Kind(architecture.KIND, _architecture, PROJECT),
)


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by name: the built-in ones, then those of other packages.

    Another package offers a Kind as an entry point of ENTRY_POINTS. Looked up
    once: that reads the metadata of every installed package.
    """
    found = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return {kind.name: kind for kind in (*BUILT_IN, *(point.load() for point in found))}
