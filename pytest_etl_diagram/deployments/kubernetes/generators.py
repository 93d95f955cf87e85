"""ConfigMaps and Secrets that a kustomization generates, without the hash in their names."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.edits import merged
from pytest_etl_diagram.deployments.kubernetes.manifests import beside
from pytest_etl_diagram.deployments.kubernetes.resources import resource
from pytest_etl_diagram.documents.tree import Entry, Mapping, Scalar, items, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.documents.tree import Tree

KINDS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}


def generated(reader: Reader, source: str, tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources with those that the generators of a kustomization make.

    With `behavior: merge` or `replace` one changes a resource that is there.
    """
    for key, kind in KINDS.items():
        for item in items(tree.get(key)):
            new = _resource(reader, source, mapping(item), kind)
            found = _put_in(found, new, text(mapping(item).get("behavior")))
    return found


def _put_in(found: list[Resource], new: Resource, behavior: str) -> list[Resource]:
    if behavior not in ("merge", "replace"):
        return [*found, new]
    kept = []
    for old in found:
        same = old.kind == new.kind and new.name in (old.name, *old.former)
        if same and behavior == "merge":
            data = merged(mapping(old.body.get("data")), mapping(new.body.get("data")))
            kept.append(resource(_with_data(old.body, data), old.former))
        elif same:
            kept.append(resource(_with_data(old.body, mapping(new.body.get("data"))), old.former))
        else:
            kept.append(old)
    return kept


def _with_data(body: Mapping, data: Tree) -> Mapping:
    kept = tuple(entry for entry in body.entries if entry.key != "data")
    return Mapping((*kept, Entry("data", data, data.line)), body.line)


def _resource(reader: Reader, source: str, item: Mapping, kind: str) -> Resource:
    named = item.entry("name")
    line = named.line if named is not None else item.line
    name = Scalar(text(item.get("name")), text(item.get("name")), line)
    keys = [Entry("name", name, line)]
    namespace = item.entry("namespace")
    if namespace is not None:
        keys.append(namespace)
    data = {entry.key: entry for entry in _data(reader, source, item)}
    body = Mapping(
        (
            Entry("apiVersion", Scalar("v1", "v1", line), line),
            Entry("kind", Scalar(kind, kind, line), line),
            Entry("metadata", Mapping(tuple(keys), line), line),
            Entry("data", Mapping(tuple(data.values()), line), line),
        ),
        line,
    )
    return resource(body)


def _data(reader: Reader, source: str, item: Mapping) -> Iterator[Entry]:
    for literal in items(item.get("literals")):
        key, _, value = text(literal).partition("=")
        yield _entry(key, value.strip("'\""), literal.line)
    for file in items(item.get("files")):
        key, equals, path = text(file).partition("=")
        path = path if equals else key
        content = reader.text(source, file, path)
        if content is not None:
            line = reader.numbering.base(beside(source, path))
            yield _entry(key if equals else posixpath.basename(path), content, line)
    for env in (*items(item.get("envs")), *items(item.get("env"))):
        yield from _lines(reader, source, env)


def _lines(reader: Reader, source: str, env: Tree) -> Iterator[Entry]:
    """Yield the settings of a file of `NAME=value` lines."""
    content = reader.text(source, env, text(env))
    base = reader.numbering.base(beside(source, text(env)))
    for number, line in enumerate((content or "").split("\n"), 1):
        key, equals, value = line.partition("=")
        if equals and not key.lstrip().startswith("#"):
            yield _entry(key.strip(), value.strip(), base + number)


def _entry(key: str, value: str, line: int) -> Entry:
    return Entry(key, Scalar(value, value, line), line)
