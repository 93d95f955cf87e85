"""Lines of several files numbered through, so that a tree made of many files keeps its places."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Tree

ROOM = 1 << 24
"""So many lines each text has to itself: more than any file that is read has."""


class Numbering:
    """The texts of a set of manifests, each with a range of line numbers of its own.

    A patch, an override or a generator puts lines of one file into a resource of another. With
    numbers that run through all of them, every line still says which file it is from.
    """

    def __init__(self) -> None:
        """Begin without any text."""
        self._starts: list[int] = []
        self._sources: list[str] = []
        self._bases: dict[str, int] = {}

    def numbered(self, tree: Tree, source: str, offset: int = 0) -> Tree:
        """Return a tree of the file `source` with lines of this numbering.

        `offset` is the number of lines that stand before it, for a text within a file.
        """
        return shifted(tree, self.base(source) + offset)

    def base(self, source: str) -> int:
        """Return what is added to the lines of a file."""
        if source not in self._bases:
            self._bases[source] = len(self._starts) * ROOM
            self._starts.append(self._bases[source])
            self._sources.append(source)
        return self._bases[source]

    def place(self, line: int) -> Place:
        """Return the file and the line in it of a line of this numbering."""
        source, inside = self.split(line)
        return Place(source, line=inside)

    def split(self, line: int) -> tuple[str, int]:
        """Return (file, line in it) of a line of this numbering."""
        index = bisect_right(self._starts, line) - 1
        return self._sources[index], line - self._starts[index]


def shifted(tree: Tree, by: int) -> Tree:
    """Return a tree whose lines are higher by so many."""
    if isinstance(tree, Scalar):
        return Scalar(tree.value, tree.text, tree.line + by, tree.tag)
    if isinstance(tree, Listing):
        return Listing(tuple(shifted(item, by) for item in tree.items), tree.line + by, tree.tag)
    entries = (Entry(e.key, shifted(e.value, by), e.line + by) for e in tree.entries)
    return Mapping(tuple(entries), tree.line + by, tree.tag)
