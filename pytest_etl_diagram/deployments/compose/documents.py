"""The documents of Compose files in canonical form: tables of services, networks, ….

`extends` is still to be resolved in them (see `extending`), and `include` (see `including`).
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.attributes import SECTIONS, TOP_LEVEL
from pytest_etl_diagram.deployments.compose.canonical import canonical_service
from pytest_etl_diagram.deployments.compose.loading import load
from pytest_etl_diagram.deployments.compose.merging import merged_tables
from pytest_etl_diagram.deployments.compose.shapes import KINDS
from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    Text,
    is_null,
    with_key,
    with_keys,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.loading import Reader
    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Key


def read_document(reader: Reader, source: str, folder: str) -> Table | None:
    """Return a file's content in canonical form, its documents merged; None where there is none.

    `folder` is what relative paths in it start from.
    """
    found = [_canonical(document, folder, reader.notes) for document in load(reader, source)]
    return reduce(merged_tables, found) if found else None


def section_of(document: Table | None, name: str) -> Table | None:
    """Return a section of a document (its services, its networks, …), None without it."""
    section = None if document is None else document.get(name)
    return section if isinstance(section, Table) else None


def with_section(document: Table, name: str, section: Table) -> Table:
    """Return a document with another section of the name that it has."""
    key = document.key(name)
    return document if key is None else with_key(document, replace(key, node=section))


def _canonical(document: Table, folder: str, notes: Notes) -> Table:
    _note_unknown(document, notes)
    sections = (
        _section(key, folder, notes) if key.name in SECTIONS else key
        for key in document.keys
        if key.name in TOP_LEVEL
    )
    return with_keys(document, (key for key in sections if key is not None))


def _note_unknown(document: Table, notes: Notes) -> None:
    """Note keys at the top of a file that Compose doesn't know: those of version 1 all are such."""
    if document.get("services") is None:
        return
    for key in document.keys:
        if key.name not in TOP_LEVEL and not key.name.startswith("x-"):
            close = difflib.get_close_matches(key.name, sorted(TOP_LEVEL), 1)
            hint = f"did you mean `{close[0]}`?" if close else "it isn't drawn"
            notes.remark(key.place, f"unknown key `{key.name}` at the top of the file; {hint}")


def _section(section: Key, folder: str, notes: Notes) -> Key | None:
    if is_null(section.node):
        return None
    if not isinstance(section.node, Table):
        found = KINDS[type(section.node)]
        notes.wrong(section.place, f"`{section.name}` must be a mapping by name, not {found}")
        return None
    members = (
        _member(key, section.name, folder, notes)
        for key in section.node.keys
        if not key.name.startswith("x-")
    )
    table = with_keys(section.node, (key for key in members if key is not None))
    return replace(section, node=table)


def _member(key: Key, section: str, folder: str, notes: Notes) -> Key | None:
    """Return a service, network, … in its one form, None with a note for a wrong shape."""
    if key.node.tag and not isinstance(key.node, Table):
        return key
    if is_null(key.node):
        return replace(key, node=Table((), key.place))
    if not isinstance(key.node, Table):
        found = KINDS[type(key.node)]
        notes.wrong(
            key.place,
            f"`{key.name}` in `{section}` must be a mapping of its attributes, not {found}",
        )
        return None
    if section == "services":
        return replace(key, node=canonical_service(key.name, key.node, folder, notes))
    return replace(key, node=_with_file(_with_external(key.node), folder))


def _with_external(node: Table) -> Table:
    """`external: {name: x}` of the file format 2 is `external: true` with `name: x`."""
    external = node.key("external")
    if external is None or not isinstance(external.node, Table):
        return node
    name = external.node.key("name")
    node = with_key(node, replace(external, node=Text("true", external.place)))
    return node if name is None else with_key(node, name)


def _with_file(node: Table, folder: str) -> Table:
    file = node.key("file")
    if file is None or not isinstance(file.node, Text):
        return node
    path = Text(paths.kept(folder, file.node.text), file.node.place)
    return with_key(node, replace(file, node=path))
