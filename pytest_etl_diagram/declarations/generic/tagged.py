"""Tags of a project's own on mappings and lists: read as the type that they name.

`- !filter {condition: x > 1}` is `- filter: {condition: x > 1}`, and `!s3 {path: …}` has the
type `s3`. Tags that refer to something (`!env`, `!vault`, `!include`) stay what they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.values import is_reference
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.tree import Tree


def untagged(tree: Tree) -> Tree:
    """Return a tree in which no mapping has a tag that only names its type."""
    if isinstance(tree, Mapping):
        entries = tuple(replace(e, value=_of_value(e.key, untagged(e.value))) for e in tree.entries)
        return replace(tree, entries=entries)
    if isinstance(tree, Listing):
        return replace(tree, items=tuple(_of_item(untagged(item)) for item in tree.items))
    return tree


def _of_value(key: str, tree: Tree) -> Tree:
    """Give a mapping its tag as its type, unless the key says the same (`source: !source`)."""
    if not isinstance(tree, Mapping) or not _is_type(tree):
        return tree
    has_type = find(tree, words.TYPES) is not None or snake(key) == snake(_name(tree))
    own = (
        () if has_type else (Entry("type", Scalar(_name(tree), _name(tree), tree.line), tree.line),)
    )
    return Mapping((*own, *tree.entries), tree.line)


def _of_item(tree: Tree) -> Tree:
    """Give an item of a list its tag as its only key."""
    if isinstance(tree, Scalar) or not _is_type(tree):
        return tree
    plain = replace(tree, tag="")
    if isinstance(plain, Mapping) and find(plain, words.STEP_TYPES) is not None:
        return plain
    return Mapping((Entry(_name(tree), plain, tree.line),), tree.line)


def _is_type(tree: Tree) -> bool:
    return tree.tag.startswith("!") and not tree.tag.startswith("!!") and not is_reference(tree.tag)


def _name(tree: Tree) -> str:
    return tree.tag.lstrip("!")
