"""What a file of data holds: scalars, lists and mappings, each with its line.

Values stay as they are written: nothing of a tag is ever made. Anchors, aliases and merge keys
are resolved, so that a file reads the same with them and without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value.

    `value` is a text, a number, True, False or None, by YAML's rules (a date stays a text).
    `text` is how it is written, without quotes. `tag` is the name of a tag of its own (`!env`),
    with the exclamation mark, "" without one.
    """

    value: str | int | float | bool | None
    text: str
    line: int = 0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Tree, ...] = ()
    line: int = 0
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value: `line` is that of the key."""

    key: str
    value: Tree
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping: keys are texts (`1: x` has the key `1`), each once, in the order of the file."""

    entries: tuple[Entry, ...] = ()
    line: int = 0
    tag: str = ""

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key, None without one."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        return None

    def get(self, *keys: str) -> Tree | None:
        """Return the value of the first of `keys` that is there, None without any."""
        for key in keys:
            entry = self.entry(key)
            if entry is not None:
                return entry.value
        return None


Tree: TypeAlias = Scalar | Listing | Mapping


def mapping(tree: Tree | None) -> Mapping:
    """Return a mapping as it is, and an empty one for anything else."""
    return tree if isinstance(tree, Mapping) else Mapping()


def items(tree: Tree | None) -> tuple[Tree, ...]:
    """Return the items of a list, a single scalar or mapping as the only one, none of nothing."""
    if isinstance(tree, Listing):
        return tree.items
    return () if tree is None or is_null(tree) else (tree,)


def is_null(tree: Tree | None) -> bool:
    """Tell whether there is nothing, or YAML's null."""
    return tree is None or (isinstance(tree, Scalar) and tree.value is None and not tree.tag)


def text(tree: Tree | None) -> str:
    """Return a tree in words, the same however it is quoted.

    A scalar is its text, with `true` and `false` for truth values and "" for null; a tag stands
    before it (`!env DB_URL`). A list is `a, b`; a mapping `{a: 1, b: 2}`, as JSON without quotes,
    with its keys sorted; an unquoted Jinja expression (`{{ ds }}`, to YAML a mapping in a mapping)
    is written as it was.
    """
    if tree is None:
        return ""
    tag = f"{tree.tag} " if tree.tag else ""
    return (tag + _words(tree)).rstrip()


def _words(tree: Tree) -> str:
    if isinstance(tree, Scalar):
        if isinstance(tree.value, bool):
            return "true" if tree.value else "false"
        return "" if tree.value is None else tree.text
    if isinstance(tree, Listing):
        return ", ".join(text(item) for item in tree.items)
    parts = (
        f"{entry.key}: {text(entry.value)}" for entry in sorted(tree.entries, key=lambda e: e.key)
    )
    return f"{{{', '.join(parts)}}}"
