"""The shapes that the parts of a pipeline may have, and what is wrong with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.words import snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Tree

SOURCE, TRANSFORM, STEP, CHECK, TARGET = "source", "transform", "step", "check", "target"
"""The sorts of parts."""

_CERTAIN = frozenset(
    "source sources target targets sink sinks destination destinations transformations "
    "transformation transforms transform steps quality_checks checks expectations validations "
    "tests".split()
)
"""What is no setting of another kind, whatever stands below it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that no pipeline has: where, what is wrong, and whether it has to be righted."""

    line: int
    message: str
    fatal: bool = True


def faults_of(name: str, entry: Entry) -> tuple[list[Wrong], Entry | None]:
    """Return what is wrong with the shape of a section, and what of it is right.

    A single value under a name that may be that of a setting (`nodes: 3`) is neither.
    """
    value = entry.value
    vague = snake(entry.key) not in _CERTAIN
    if isinstance(value, Scalar) and not value.tag and vague and name not in (SOURCE, TARGET):
        return [], None
    if isinstance(value, Scalar) and _is_no_part(value):
        if vague:
            return [], None
        return [Wrong(entry.line, f"{entry.key} is {_sort(value)}; {_RIGHT[name]}")], None
    if not isinstance(value, Listing) or value.tag:
        return [], entry
    bad = [item for item in value.items if _is_no_part(item)]
    faults = [
        Wrong(item.line or entry.line, f"{entry.key} holds {_sort(item)}; {_RIGHT[name]}")
        for item in bad
    ]
    good = Listing(tuple(i for i in value.items if not _is_no_part(i)), value.line, value.tag)
    return faults, Entry(entry.key, good, entry.line) if good.items else None


def _is_no_part(tree: Tree) -> bool:
    """Tell whether something is neither a mapping nor a text."""
    if tree.tag or isinstance(tree, Mapping):
        return False
    return not (isinstance(tree, Scalar) and isinstance(tree.value, str))


_RIGHT = {
    SOURCE: "give each source as a mapping with its type and settings",
    TARGET: "give each target as a mapping with its type and settings",
    TRANSFORM: "give each transformation as a mapping with its type",
    STEP: "give each step as a mapping with its name or type",
    CHECK: "give each check as a mapping with its type",
}


def _sort(tree: Tree) -> str:
    if isinstance(tree, Listing):
        return "a list"
    value = tree.value if isinstance(tree, Scalar) else None
    if value is None:
        return "an empty value"
    return "a truth value" if isinstance(value, bool) else "a number"
