"""Changes of a resource's tree: entries put in, strategic merge patches and JSON patches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, is_null, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.documents.tree import Tree

MERGE_KEYS = {
    "containers": ("name",),
    "initContainers": ("name",),
    "env": ("name",),
    "volumes": ("name",),
    "imagePullSecrets": ("name",),
    "volumeMounts": ("mountPath",),
    "ports": ("containerPort", "port"),
}
"""Lists that a strategic merge patch merges item by item, and what tells the items apart.

Any other list is replaced, as the Kubernetes API says.
"""

_DIRECTIVE = "$patch"


class PatchError(ValueError):
    """A JSON patch that can't be worked out; the message says why."""


def put(tree: Mapping, keys: Iterable[str], value: Tree, line: int = 0) -> Mapping:
    """Return a mapping with `value` at the path `keys`; mappings on the way are made."""
    key, *rest = keys
    old = tree.entry(key)
    at = line or value.line
    if rest:
        inner = old.value if old is not None and isinstance(old.value, Mapping) else Mapping((), at)
        value = put(inner, rest, value, line)
        at = old.line if old is not None else at
    return _replaced(tree, Entry(key, value, at))


def merged(base: Tree, patch: Tree, key: str = "") -> Tree:
    """Return `base` with a strategic merge patch on it; `key` is the one whose value both are."""
    if isinstance(base, Mapping) and isinstance(patch, Mapping):
        return _merged_mappings(base, patch)
    if isinstance(base, Listing) and isinstance(patch, Listing) and key in MERGE_KEYS:
        return _merged_lists(base, patch, MERGE_KEYS[key])
    return _without_directives(patch)


def operated(tree: Tree, operation: Mapping) -> Tree:
    """Return a tree after one operation of a JSON patch (RFC 6902); raise PatchError without one.

    `test` changes nothing. Operations that take a value from elsewhere (`copy`, `move`) aren't
    worked out.
    """
    verb = text(operation.get("op"))
    pointer = text(operation.get("path"))
    if verb == "test":
        return tree
    if verb not in ("add", "replace", "remove"):
        raise PatchError(f"the operation `{verb}` isn't worked out; use add, replace or remove")
    if not pointer.startswith("/"):
        raise PatchError(f"the path `{pointer}` doesn't begin with `/`")
    keys = [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
    value = operation.get("value") or Scalar(None, "", operation.line)
    entry = operation.entry("value")
    line = entry.line if entry is not None else operation.line
    return _at(tree, keys, _Change(verb, value, line))


def mapped(tree: Tree, change: Callable[[str, str, Mapping], Mapping]) -> Tree:
    """Return a tree in which `change(parent key, key, mapping)` was applied to every mapping.

    The keys are those that led to the mapping; those of a list are its items' too.
    """
    return _mapped(tree, change, "", "")


def _mapped(
    tree: Tree, change: Callable[[str, str, Mapping], Mapping], above: str, key: str
) -> Tree:
    if isinstance(tree, Listing):
        parts = tuple(_mapped(item, change, above, key) for item in tree.items)
        return Listing(parts, tree.line, tree.tag)
    if isinstance(tree, Scalar):
        return tree
    entries = (Entry(e.key, _mapped(e.value, change, key, e.key), e.line) for e in tree.entries)
    return change(above, key, Mapping(tuple(entries), tree.line, tree.tag))


def _replaced(tree: Mapping, new: Entry) -> Mapping:
    entries = tuple(new if entry.key == new.key else entry for entry in tree.entries)
    if tree.entry(new.key) is None:
        entries = (*entries, new)
    return Mapping(entries, tree.line, tree.tag)


def _without(tree: Mapping, key: str) -> Mapping:
    entries = tuple(entry for entry in tree.entries if entry.key != key)
    return Mapping(entries, tree.line, tree.tag)


def _merged_mappings(base: Mapping, patch: Mapping) -> Mapping:
    if text(patch.get(_DIRECTIVE)) == "replace":
        return _without(patch, _DIRECTIVE)
    for entry in patch.entries:
        old = base.entry(entry.key)
        if is_null(entry.value) or _deletes(entry.value):
            base = _without(base, entry.key)
        elif old is None:
            value = _without_directives(entry.value)
            base = _replaced(base, Entry(entry.key, value, entry.line))
        else:
            value = merged(old.value, entry.value, entry.key)
            base = _replaced(base, Entry(entry.key, value, _line(old, entry)))
    return base


def _line(old: Entry, new: Entry) -> int:
    """A value that is replaced stands where the patch has it, one that is merged where it was."""
    same = type(old.value) is type(new.value) and not isinstance(new.value, Scalar)
    return old.line if same else new.line


def _deletes(tree: Tree) -> bool:
    return isinstance(tree, Mapping) and text(tree.get(_DIRECTIVE)) == "delete"


def _without_directives(tree: Tree) -> Tree:
    return mapped(tree, lambda _above, _key, mapping: _without(mapping, _DIRECTIVE))


def _merged_lists(base: Listing, patch: Listing, keys: tuple[str, ...]) -> Listing:
    found = list(base.items)
    for item in patch.items:
        index = next((i for i, old in enumerate(found) if _same(old, item, keys)), None)
        if _deletes(item):
            found = [old for i, old in enumerate(found) if i != index]
        elif index is None:
            found.append(_without_directives(item))
        else:
            found[index] = merged(found[index], item)
    return Listing(tuple(found), base.line, base.tag)


def _same(one: Tree, other: Tree, keys: tuple[str, ...]) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return text(one) == text(other)
    return any(text(one.get(key)) == text(other.get(key)) != "" for key in keys)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a JSON patch does at its path."""

    verb: str
    value: Tree
    line: int


def _at(tree: Tree, keys: list[str], change: _Change) -> Tree:
    key, *rest = keys
    if isinstance(tree, Mapping):
        return _at_key(tree, key, rest, change)
    if isinstance(tree, Listing):
        return _at_index(tree, key, rest, change)
    raise PatchError(f"there is nothing at `{key}`")


def _at_key(tree: Mapping, key: str, rest: list[str], change: _Change) -> Mapping:
    old = tree.entry(key)
    if old is None and (rest or change.verb == "remove"):
        raise PatchError(f"there is nothing at `{key}`")
    if rest and old is not None:
        return _replaced(tree, Entry(key, _at(old.value, rest, change), old.line))
    if change.verb == "remove":
        return _without(tree, key)
    return _replaced(tree, Entry(key, change.value, change.line))


def _at_index(tree: Listing, key: str, rest: list[str], change: _Change) -> Listing:
    parts = list(tree.items)
    adding = change.verb == "add" and not rest
    if key == "-" and adding:
        return Listing((*parts, change.value), tree.line, tree.tag)
    if not key.isdecimal() or int(key) >= len(parts) + adding:
        raise PatchError(f"there is no item `{key}`")
    index = int(key)
    if rest:
        parts[index] = _at(parts[index], rest, change)
    else:
        new = [] if change.verb == "remove" else [change.value]
        parts[index : index + (not adding)] = new
    return Listing(tuple(parts), tree.line, tree.tag)
