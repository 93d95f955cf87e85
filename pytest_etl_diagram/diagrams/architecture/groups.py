"""The groups of an architecture: layers, or packages where there is too much for one drawing."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_etl_diagram.model import Edge, Node

MANY_EDGES = 400
MANY_CHARACTERS = 40_000
"""From here on a drawing is likely to be split: hosts draw 500 edges and 50,000 characters."""
OUTSIDE = "outside systems"
A_LINE = 40
"""Characters that a line has besides ids and texts: indentation, brackets, arrow, class."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with where it belongs: its layer, and the folder of its file.

    An outside system has no layer, and None for a folder.
    """

    node: Node
    layer: str
    folder: str | None


def is_big(nodes: Sequence[Node], edges: Sequence[Edge]) -> bool:
    """Tell whether nodes and edges are likely to be too much for one drawing."""
    texts = (text for n in nodes for text in (n.id, n.name, *(f"{a}: {b}" for a, b in n.facts)))
    ends = (text for edge in edges for text in (edge.source, edge.target, edge.label))
    characters = sum(map(len, texts)) + sum(map(len, ends)) + A_LINE * (len(nodes) + len(edges))
    return len(edges) > MANY_EDGES or characters > MANY_CHARACTERS


def by_layer(placed: Sequence[Placed]) -> tuple[list[Group], list[Node]]:
    """Return a group for each layer that has something, and the nodes in them."""
    layers = {each.layer for each in placed if each.layer}
    groups = [Group(_id(layer), mask(layer)) for layer in layers]
    return groups, [replace(p.node, group=_id(p.layer) if p.layer else "") for p in placed]


def by_package(placed: Sequence[Placed], name: str) -> tuple[list[Group], list[Node]]:
    """Return a group for each folder, in it one for each layer, and the nodes in them.

    Packages come first since a drawing is split by its outermost groups: so its
    overview is one of packages, and a package that is too big itself is split by
    the folders in it and then by its layers. Folders that only hold one other
    folder have no group. What lies in the root folder is in a group of the
    project's `name`.
    """
    kept = _branching({each.folder for each in placed if each.folder is not None})
    groups = [_folder_group(folder, kept, name) for folder in kept]
    nodes: list[Node] = []
    for each in placed:
        if each.folder is None:
            group = Group(_id(OUTSIDE), OUTSIDE)
        else:
            title = f"{mask(each.folder or name)}: {mask(each.layer)}"
            group = Group(_id(f"{each.folder}/: {each.layer}"), title, _id(f"{each.folder}/"))
        groups.append(group)
        nodes.append(replace(each.node, group=group.id))
    return groups, nodes


def _folder_group(folder: str, kept: set[str], name: str) -> Group:
    above = next((each for each in _above(folder) if each in kept), "") if folder else ""
    return Group(_id(f"{folder}/"), mask(folder or name), _id(f"{above}/") if above else "")


def _branching(folders: set[str]) -> set[str]:
    """Return the folders that have something in them, and those that several others lie in."""
    everything = {each for folder in folders for each in (folder, *_above(folder)) if each}
    children = Counter(posixpath.dirname(folder) for folder in everything)
    return folders | {folder for folder in everything if children[folder] > 1}


def _above(folder: str) -> Iterator[str]:
    """Yield the folders around a folder, the nearest first, without the root folder."""
    while folder := posixpath.dirname(folder):
        yield folder


def _id(name: str) -> str:
    return make_id("g_", mask(name))
