"""What is worked out of a graph once, however many of its stages changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.model import Graph

T = TypeVar("T")

_GRAPHS = 4
"""So many graphs are known at a time: the two of a comparison, and of what is made of them."""


@dataclass(frozen=True, eq=False, slots=True)
class _Itself:
    """A graph that is equal only to itself: to tell two apart by content takes reading both."""

    graph: Graph

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.graph is self.graph

    def __hash__(self) -> int:
        return id(self.graph)


def once(work: Callable[[Graph], T]) -> Callable[[Graph], T]:
    """Return `work` so that it is done once for a graph; nobody may change what it returns."""
    known = lru_cache(maxsize=_GRAPHS)(lambda key: work(key.graph))
    return lambda graph: known(_Itself(graph))


@once
def names_of(graph: Graph) -> dict[str, str]:
    """Return the names of a graph's nodes by their ids."""
    return {node.id: node.name for node in graph.nodes}
