"""One Compose file as its parts, with variables put in and every part with its place."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.tree import Key, Node, Row, Table, Text
from pytest_etl_diagram.deployments.compose.variables import Variables
from pytest_etl_diagram.documents import tree
from pytest_etl_diagram.documents.interpolation import interpolate, is_well_formed
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.documents.files import Files


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a set of Compose files takes: the project, its variables, and the notes."""

    files: Files
    variables: Mapping[str, str]
    notes: Notes


def load(reader: Reader, source: str) -> tuple[Table, ...]:
    """Return the documents of a file; what isn't a mapping is noted and left out."""
    reader.notes.read.add(source)
    file = reader.files.yaml(source)
    reader.notes.problems.extend(file.problems)
    reader = replace(reader, variables=Variables(reader.variables))
    located = (_located(document, source, reader) for document in file.documents)
    found = []
    for document in located:
        if isinstance(document, Table):
            found.append(document)
        elif not (isinstance(document, Text) and document.null):
            reader.notes.wrong(document.place, "a Compose file must be a mapping with `services:`")
    return tuple(found)


def folder_of(source: str) -> str:
    """Return the folder of a file, "" for the root."""
    return posixpath.dirname(source)


def _located(node: tree.Tree, source: str, reader: Reader) -> Node:
    place = Place(source, line=node.line)
    if isinstance(node, tree.Mapping):
        keys = (
            Key(e.key, _located(e.value, source, reader), Place(source, line=e.line))
            for e in node.entries
        )
        return Table(tuple(keys), place, node.tag)
    if isinstance(node, tree.Listing):
        items = (_located(item, source, reader) for item in node.items)
        return Row(tuple(items), place, node.tag)
    if node.value is None or isinstance(node.value, bool):
        null = node.value is None
        return Text("" if null else str(node.value).lower(), place, null, node.tag)
    if not is_well_formed(node.text):
        reader.notes.remark(place, "a dollar sign that begins no variable must be doubled: `$$`")
    return Text(interpolate(node.text, reader.variables), place, tag=node.tag)
