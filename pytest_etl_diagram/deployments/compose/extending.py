"""`extends`: a service on top of another one, of its own file or of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.circles import from_first
from pytest_etl_diagram.deployments.compose.documents import (
    read_document,
    section_of,
    with_section,
)
from pytest_etl_diagram.deployments.compose.loading import folder_of
from pytest_etl_diagram.deployments.compose.merging import merged
from pytest_etl_diagram.deployments.compose.tree import Key, Table, text_of, with_keys

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.loading import Reader

LONGEST_CHAIN = 20

Chain = tuple[tuple[str, str], ...]
"""Services, (file, name), each of which extends the next."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file whose services are looked up."""

    source: str
    services: Table


def extended(reader: Reader, document: Table, source: str) -> Table:
    """Return a document with all that its services extend put below them.

    What can't be extended is noted, and the service stays what it says itself.
    """
    services = section_of(document, "services")
    if services is None:
        return document
    file = _File(source, services)
    keys = (_extended(reader, file, key, ()) for key in services.keys)
    return with_section(document, "services", with_keys(services, keys))


def _extended(reader: Reader, file: _File, key: Key, chain: Chain) -> Key:
    service = key.node
    extends = service.key("extends") if isinstance(service, Table) else None
    if extends is None or not isinstance(service, Table):
        return key
    alone = with_keys(service, (each for each in service.keys if each.name != "extends"))
    base = _base(reader, file, extends, (*chain, (file.source, key.name)))
    if base is None:
        return replace(key, node=alone)
    return replace(key, node=replace(merged(base, alone), place=service.place, tag=service.tag))


def _base(reader: Reader, file: _File, extends: Key, chain: Chain) -> Table | None:
    """Return the service that the last one of `chain` extends; None, with a note, without it."""
    told = extends.node
    name = text_of(told.get("service")) if isinstance(told, Table) else ""
    if not name:
        return None
    path = text_of(told.get("file")) if isinstance(told, Table) else ""
    if len(chain) > LONGEST_CHAIN:
        reader.notes.wrong(
            extends.place, f"services extend each other more than {LONGEST_CHAIN} times in a row"
        )
        return None
    other = _other(reader, file, path)
    subject = f"service `{chain[-1][1]}` extends `{name}`"
    if other is None:
        refused = reader.files.refusal(paths.kept(folder_of(file.source), path))
        why = f"but {refused}" if refused else "which isn't a file of the project; correct the path"
        reader.notes.wrong(extends.place, f"{subject} of `{path}`, {why}")
        return None
    if (other.source, name) in chain:
        names = from_first([each for _, each in chain[chain.index((other.source, name)) :]])
        circle = " → ".join(f"`{each}`" for each in (*names, names[0]))
        reader.notes.wrong(
            extends.place, f"services extend each other in a circle: {circle}; take one out"
        )
        return None
    found = other.services.key(name)
    if found is None:
        reader.notes.wrong(
            extends.place,
            f"{subject}, which `{other.source}` doesn't define; correct the name or define it",
        )
        return None
    node = _extended(reader, other, found, chain).node
    return node if isinstance(node, Table) else None


def _other(reader: Reader, file: _File, path: str) -> _File | None:
    """Return the file that `path`, written in `file`, names: the same one where there is none."""
    if not path:
        return file
    source = paths.inside(paths.kept(folder_of(file.source), path))
    if source is None or not reader.files.exists(source):
        return None
    if source == file.source:
        return file
    services = section_of(read_document(reader, source, folder_of(source)), "services")
    return _File(source, services or Table((), file.services.place))
