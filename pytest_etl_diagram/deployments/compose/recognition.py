"""Telling Compose files from other YAML files with `services:`, and from those of version 1."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.attributes import SECTIONS, TOP_LEVEL
from pytest_etl_diagram.deployments.compose.names import is_named_so
from pytest_etl_diagram.documents.tree import Mapping, mapping
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.documents.files import Files

_RUNS = ("image", "build")


def is_compose(files: Files, source: str) -> bool:
    """Tell whether a file is for Compose: by its name, or by nothing but what Compose knows in it.

    GitLab's CI has `services:` too, Symfony has, and many others.
    """
    if is_named_so(source):
        return True
    documents = files.yaml(source).documents
    if len(documents) != 1:
        return False
    top = mapping(documents[0])
    services = mapping(top.get("services")).entries
    return (
        all(entry.key in TOP_LEVEL or entry.key.startswith("x-") for entry in top.entries)
        and all(isinstance(entry.value, Mapping) for entry in services)
        and any(mapping(entry.value).get(*_RUNS) is not None for entry in services)
    )


def note_what_is_missing(files: Files, source: str, notes: Notes) -> None:
    """Note of a file without services why it has none, where that isn't meant so."""
    documents = files.yaml(source).documents
    if files.yaml(source).problems and not documents:
        return
    tops = [mapping(document) for document in documents]
    if any(top.get(*SECTIONS, "include") is not None for top in tops):
        return
    for top in tops:
        for entry in top.entries:
            if mapping(entry.value).get(*_RUNS) is not None:
                notes.wrong(
                    Place(source, line=entry.line),
                    f"`{entry.key}` stands at the top, as in Compose's version 1, which Compose "
                    "doesn't read any more; put the services below `services:`",
                )
                return
    if posixpath.basename(source).lower().startswith("docker"):
        notes.wrong(Place(source, line=1), "has no `services:`; write what runs below it")
