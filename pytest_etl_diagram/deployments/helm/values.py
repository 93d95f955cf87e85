"""Values of a chart: what stands at a path, and one file's values on top of another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import at, is_on, words
from pytest_etl_diagram.deployments.kubernetes.numbering import shifted
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, is_null, mapping
from pytest_etl_diagram.documents.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree


@dataclass(frozen=True, slots=True)
class Values:
    """The values that are given for a chart. What isn't given has the chart's default."""

    tree: Mapping

    def find(self, *paths: str) -> tuple[Tree | None, int]:
        """Return (value, line) of the first path at which something is given."""
        for path in paths:
            found, line = at(self.tree, path)
            if found is not None and not is_null(found):
                return found, line
        return None, 0

    def text(self, *paths: str) -> str:
        """Return the first value given at the paths in words, "" without any."""
        return words(self.find(*paths)[0])

    def on(self, *paths: str, default: bool) -> bool:
        """Tell whether a switch is on."""
        found, _ = self.find(*paths)
        return default if found is None else is_on(found)

    def line(self, *paths: str) -> int:
        """Return the line of the first path at which something is given."""
        return self.find(*paths)[1]

    def entries(self, path: str) -> Iterator[Entry]:
        """Yield the entries of a mapping."""
        yield from mapping(self.find(path)[0]).entries


def overlaid(base: Mapping, over: Mapping) -> Mapping:
    """Return values with others on top, as Helm does it.

    Mappings are merged, everything else is replaced. Null takes a value away, the chart's own too,
    and so it stays.
    """
    entries = {entry.key: entry for entry in base.entries}
    for entry in over.entries:
        old = entries.get(entry.key)
        if old is not None and isinstance(old.value, Mapping) and isinstance(entry.value, Mapping):
            entries[entry.key] = Entry(entry.key, overlaid(old.value, entry.value), old.line)
        else:
            entries[entry.key] = entry
    return Mapping(tuple(entries.values()), base.line)


def unfolded(tree: Tree | None) -> Tree | None:
    """Return a list that stands in values as a text, with its lines; anything else as it is."""
    if not isinstance(tree, Scalar) or ("\n" not in tree.text and ":" not in tree.text):
        return tree
    documents, _ = read_yaml(tree.text, "")
    found = next(iter(documents), None)
    return shifted(found, tree.line) if isinstance(found, (Listing, Mapping)) else None
