"""Compose files that are parts of others: what includes or extends them draws them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.loading import folder_of
from pytest_etl_diagram.deployments.compose.names import (
    is_base,
    is_called_part,
    is_named_so,
    named_so,
)
from pytest_etl_diagram.documents.tree import Mapping, Scalar, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree


def is_part(files: Files, source: str, *, complete: bool) -> bool:
    """Tell whether another Compose file beside or above a file includes it, or extends it.

    Services that are extended are drawn where that is; `complete` says whether the file can also
    run alone: then it is drawn by itself too, unless its name says that it is for others.
    """
    for other in _others(files, source):
        for document in files.yaml(other).documents:
            top = mapping(document)
            if source in _included(top, other):
                return True
            alone = complete and is_named_so(source) and not is_called_part(source)
            if is_base(source) or alone:
                continue
            if source in _extended(top, other):
                return True
    return False


def _others(files: Files, source: str) -> Iterator[str]:
    folder = folder_of(source)
    while True:
        yield from (other for other in named_so(files, folder) if other != source)
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _included(top: Mapping, source: str) -> Iterator[str]:
    for item in items(top.get("include")):
        named = item.get("path") if isinstance(item, Mapping) else item
        yield from _paths(named, source)


def _extended(top: Mapping, source: str) -> Iterator[str]:
    for entry in mapping(top.get("services")).entries:
        yield from _paths(mapping(mapping(entry.value).get("extends")).get("file"), source)


def _paths(named: Tree | None, source: str) -> Iterator[str]:
    for path in items(named):
        if isinstance(path, Scalar):
            found = paths.inside(paths.kept(folder_of(source), path.text))
            if found is not None:
                yield found
