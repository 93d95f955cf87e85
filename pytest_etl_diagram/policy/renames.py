"""Which stages are called otherwise now, as comments say where they are made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.model import Diagram, Graph, Location, Node, Place
    from pytest_etl_diagram.policy.model import Comments, Renamed

    Pair = tuple[str, str]


def renames(
    diagram: Diagram,
    old: Graph,
    locate: Callable[[Place], Location],
    comments_of: Callable[[str], Comments],
) -> tuple[tuple[Pair, ...], frozenset[Renamed]]:
    """Return the ids of renamed stages with their names in `old`, and the comments that say so.

    Only a stage that is new can have been another one that is gone. A comment names it whole, or
    without the group that the new one is in, so that it can stand where several groups are made.
    Where one name would go to several stages, or the other way round, nothing is said. `locate`
    tells the line of a place, `comments_of` the comments of a file.
    """
    gone = {node.name for node in old.nodes} - {node.name for node in diagram.graph.nodes}
    told: dict[Pair, set[Renamed]] = {}
    for node, place in _new_nodes(diagram, old):
        for comment in comments_of(place.path).renamed:
            name = _old_name(comment, node, gone)
            if name and comment.first <= locate(place).line <= comment.last:
                told.setdefault((node.id, name), set()).add(comment)
    new, former = (Counter(pair[end] for pair in told) for end in (0, 1))
    clear = [pair for pair in told if new[pair[0]] == former[pair[1]] == 1]
    return tuple(sorted(clear)), frozenset().union(*(told[pair] for pair in clear))


def _new_nodes(diagram: Diagram, old: Graph) -> Iterator[tuple[Node, Place]]:
    """Yield the nodes that the old drawing doesn't have, but what stands where the diagram does."""
    known = {node.name for node in old.nodes}
    places = dict(diagram.places)
    for node in diagram.graph.nodes:
        place = places.get(node.id)
        if node.name not in known and place is not None and place != places.get(""):
            yield node, place


def _old_name(renamed: Renamed, node: Node, gone: set[str]) -> str:
    """Return what a stage that is gone was called, "" where none was called so."""
    group = node.name.rpartition(".")[0]
    names = (renamed.old_name, f"{group}.{renamed.old_name}")
    return next((name for name in names if name in gone), "")
