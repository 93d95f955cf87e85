"""The kinds of diagram: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams import dag

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.model import Diagram, Workflow

ENTRY_POINTS = "pytest_etl_diagram.diagrams"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of diagram.

    `name` stands in node ids and file names. `build` makes the diagrams of the
    workflows that were found in one source file (its path relative to the root
    folder, with forward slashes).
    """

    name: str
    build: Callable[[list[Workflow], str], tuple[Diagram, ...]]


BUILT_IN = (Kind(dag.KIND, dag.build),)


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by name: the built-in ones, then those of other packages.

    Another package offers a Kind as an entry point of ENTRY_POINTS. Looked up
    once: that reads the metadata of every installed package.
    """
    found = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return {kind.name: kind for kind in (*BUILT_IN, *(point.load() for point in found))}
