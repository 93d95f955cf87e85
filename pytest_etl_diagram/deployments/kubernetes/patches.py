"""Patches of a kustomization: strategic merge patches and JSON patches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.edits import PatchError, merged, operated
from pytest_etl_diagram.deployments.kubernetes.manifests import beside
from pytest_etl_diagram.deployments.kubernetes.resources import labels, resource
from pytest_etl_diagram.documents.tree import Listing, Mapping, items, mapping, text
from pytest_etl_diagram.documents.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.documents.tree import Tree


@dataclass(frozen=True, slots=True)
class _Patch:
    """One patch: what it changes (a `target`, or itself where there is none), and how."""

    body: Tree
    target: Mapping
    line: int


def patched(reader: Reader, source: str, tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources after the patches of a kustomization, in the order they stand in."""
    for patch in _patches(reader, source, tree):
        hits = [each for each in found if _is_meant(patch, each)]
        if not hits:
            message = f"the patch of {_meant(patch)} changes nothing: there is no such resource"
            reader.faults.append((patch.line, message, True))
        found = [
            kept
            for each in found
            for kept in ([_applied(reader, patch, each)] if each in hits else [each])
            if kept is not None
        ]
    return found


def _patches(reader: Reader, source: str, tree: Mapping) -> Iterator[_Patch]:
    for item in items(tree.get("patchesStrategicMerge")):
        if "\n" in text(item):
            yield from _inline(reader, source, item, Mapping())
        else:
            yield from _of_file(reader, source, item, text(item), Mapping())
    for key in ("patchesJson6902", "patches"):
        for item in items(tree.get(key)):
            each = mapping(item)
            target = mapping(each.get("target"))
            path = each.get("path")
            inline = each.get("patch")
            if path is not None:
                yield from _of_file(reader, source, path, text(path), target)
            elif inline is not None:
                yield from _inline(reader, source, inline, target)


def _of_file(
    reader: Reader, source: str, item: Tree, path: str, target: Mapping
) -> Iterator[_Patch]:
    if reader.text(source, item, path) is not None:
        for body in reader.documents(beside(source, path)):
            yield _Patch(body, target, item.line)


def _inline(reader: Reader, source: str, item: Tree, target: Mapping) -> Iterator[_Patch]:
    """Yield the patches that stand in a kustomization as text."""
    if isinstance(item, (Mapping, Listing)):
        yield _Patch(item, target, item.line)
        return
    _, inside = reader.numbering.split(item.line)
    documents, problems = read_yaml(text(item), source)
    for problem in problems:
        message = f"the patch isn't understood: {problem.message}"
        reader.faults.append((item.line + problem.line, message, problem.fatal))
    for body in documents:
        yield _Patch(reader.numbering.numbered(body, source, inside), target, item.line)


def _is_meant(patch: _Patch, each: Resource) -> bool:
    if not patch.target.entries:
        own = resource(mapping(patch.body))
        same = own.kind == each.kind and own.name in (each.name, *each.former)
        return same and own.namespace in ("", each.namespace)
    wanted = patch.target
    names = (each.name, *each.former)
    selector = labels(mapping(each.body.get("metadata")).get("labels"))
    asked = text(wanted.get("labelSelector"))
    return (
        _matches(wanted, "kind", (each.kind,))
        and _matches(wanted, "name", names)
        and _matches(wanted, "namespace", (each.namespace,))
        and _matches(wanted, "group", (each.group,))
        and all(selector.get(key) == value for key, value in _equalities(asked))
    )


def _matches(wanted: Mapping, key: str, values: tuple[str, ...]) -> bool:
    """Tell whether one of `values` is what a target asks for: a regular expression, to its end."""
    asked = text(wanted.get(key))
    if not asked:
        return True
    try:
        pattern = re.compile(asked)
    except re.error:
        return asked in values
    return any(pattern.fullmatch(value) for value in values)


def _equalities(selector: str) -> Iterator[tuple[str, str]]:
    for part in selector.split(","):
        key, equals, value = part.partition("=")
        if equals:
            yield key.strip(" !"), value.strip("= ")


def _meant(patch: _Patch) -> str:
    tree = patch.target if patch.target.entries else mapping(patch.body)
    named = tree if patch.target.entries else mapping(tree.get("metadata"))
    words = (text(tree.get("kind")), text(named.get("name")))
    return " ".join(word for word in words if word) or "everything"


def _applied(reader: Reader, patch: _Patch, each: Resource) -> Resource | None:
    """Return the resource after a patch, None if the patch removes it."""
    if isinstance(patch.body, Mapping):
        if text(patch.body.get("$patch")) == "delete":
            return None
        body = mapping(merged(each.body, _without_name(patch.body)))
        return resource(body, each.former)
    tree: Tree = each.body
    for operation in items(patch.body):
        tree = _after(reader, tree, mapping(operation), each.title)
    return resource(mapping(tree), each.former)


def _after(reader: Reader, tree: Tree, operation: Mapping, title: str) -> Tree:
    try:
        return operated(tree, operation)
    except PatchError as error:
        message = f"the patch of {title}: {error}; it isn't applied"
        reader.faults.append((operation.line, message, False))
        return tree


def _without_name(patch: Mapping) -> Mapping:
    """Return a patch without what only says which resource it is for."""
    kept = []
    for entry in patch.entries:
        if entry.key == "metadata" and isinstance(entry.value, Mapping):
            inner = tuple(e for e in entry.value.entries if e.key not in ("name", "namespace"))
            kept.append(type(entry)("metadata", Mapping(inner, entry.value.line), entry.line))
        elif entry.key not in ("apiVersion", "kind"):
            kept.append(entry)
    return Mapping(tuple(kept), patch.line)
