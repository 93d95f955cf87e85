"""Configuration of connections: which id or name leads to which system and host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pytest_etl_diagram.deployments.addresses import Address, addresses
from pytest_etl_diagram.deployments.schemes import SYSTEMS, plain_scheme, scheme_in_words
from pytest_etl_diagram.deployments.words import words_of
from pytest_etl_diagram.documents.interpolation import interpolate_braced
from pytest_etl_diagram.documents.tree import Mapping, Scalar, items, mapping, text
from pytest_etl_diagram.documents.yaml import read_yaml
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Entry, Tree

FOLDERS: Final = ("", "config", "conf", "configs", "airflow", "connections")
"""Folders beside a deployment's file and beside its folder in which connections are looked for."""

_FILE: Final = (
    r"(?i)^(?:airflow_settings|(?:airflow[-_])?connections?|conn(?:s|ections)?|databases?|"
    r"data[-_]?sources?|systems|sources|targets|endpoints)\.(?:ya?ml|json)$"
)
_SECTIONS: Final = {
    "connections": "",
    "databases": "",
    "database": "",
    "datasources": "",
    "systems": "",
    "sources": "sources",
    "source": "sources",
    "inputs": "sources",
    "targets": "targets",
    "target": "targets",
    "sinks": "targets",
    "outputs": "targets",
    "destinations": "targets",
}
"""The keys below which connections stand, and the area that they give."""

_TYPES: Final = (
    "conn_type",
    "type",
    "drivername",
    "driver",
    "dialect",
    "engine",
    "kind",
    "adapter",
)
_HOSTS: Final = (
    "conn_host",
    "host",
    "hostname",
    "server",
    "bootstrap_servers",
    "bootstrap.servers",
    "endpoint",
    "endpoint_url",
    "account",
    "bucket",
    "bucket_name",
)
_URI: Final = re.compile(r"(?:jdbc:)?[A-Za-z][\w+.-]*:(?://|@|\w+:)")
_URLS: Final = (
    "conn_uri",
    "uri",
    "url",
    "dsn",
    "base_url",
    "connection_string",
    "sqlalchemy_url",
    "jdbc_url",
)
_PORTS: Final = ("conn_port", "port")
_NESTED: Final = (
    "url",
    "connection",
    "params",
    "config",
    "settings",
    "options",
    "extra",
    "conn_extra",
)
_VALUE: Final = r"(?P<value>'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\s'\"]+)"
_ADDED: Final = re.compile(r"\bairflow\s+connections\s+(?:--)?add\s+")
_ARGUMENT: Final = re.compile(_VALUE)
_FLAG: Final = re.compile(rf"--conn-(?P<flag>[a-z]+)[\s=\\\\]+{_VALUE}")


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection that is configured.

    `address` is where it leads to, None where that isn't known. `area` is the area that the file
    gives (`sources:`, `targets:`), "" where it gives none.
    """

    id: str
    address: Address | None
    area: str = ""
    place: Place | None = None


def connection_address(value: str) -> Address | None:
    """Return where the value of `AIRFLOW_CONN_…` leads to, a URI or JSON; None if unknown."""
    words = value.strip()
    if words.startswith("{") and words.endswith("}") and '"' in words:
        return _of_json(words)
    if _URI.match(words) is None:
        return None
    head, _, rest = words.partition("://")
    if "%3a%2f%2f" in rest.lower():  # Airflow quotes a host that is a URL itself
        inner = unquote(rest.rpartition("@")[2])
        return next(iter(addresses(inner)), Address(plain_scheme(head), "", "", ""))
    return next(iter(addresses(words)), None)


def connection_files(files: Files, source: str) -> tuple[str, ...]:
    """Return the files that may configure connections for the deployment of the file `source`.

    They lie beside it or beside its folder, or there in one of FOLDERS, and are called after
    what they hold (`connections.yaml`, `airflow_settings.yaml`, `database.yaml`).
    """
    folder = source.rpartition("/")[0]
    parents = dict.fromkeys((folder, folder.rpartition("/")[0]))
    looked = ("/".join(filter(None, (parent, name))) for parent in parents for name in FOLDERS)
    return tuple(sorted({path for place in looked for path in files.listing(place, _FILE)}))


def read_connections(files: Files, source: str) -> tuple[Connection, ...]:
    """Return the connections that a YAML or JSON file configures, sorted by id.

    They stand below a key of _SECTIONS, by name or in a list; or right in the file.
    """
    found: dict[str, Connection] = {}
    for document in files.yaml(source).documents:
        for each in _in_document(mapping(document), source):
            found.setdefault(each.id, each)
    return tuple(found[name] for name in sorted(found))


def connections_beside(files: Files, source: str) -> tuple[Connection, ...]:
    """Return the connections of all files beside a deployment (see `connection_files`)."""
    return tuple(
        each for path in connection_files(files, source) for each in read_connections(files, path)
    )


def connections_in_command(command: str) -> tuple[tuple[str, Address | None], ...]:
    """Return the connections that `airflow connections add` in a command makes."""
    found = []
    for added in _ADDED.split(command)[1:]:
        name = _ARGUMENT.match(added)
        if name is None or name["value"].startswith("-"):
            continue
        flags = {m["flag"]: _unquoted(m["value"]) for m in _FLAG.finditer(added)}
        value = flags.get("uri") or flags.get("json")
        flags |= {key: told for key, told in _extra(flags).items() if key not in flags}
        address = connection_address(value) if value else _of_parts(flags)
        found.append((_unquoted(name["value"]), address))
    return tuple(found)


def _extra(flags: dict[str, str]) -> dict[str, str]:
    documents, _ = read_yaml(flags.get("extra", ""), "")
    return _flat(mapping(next(iter(documents), None)))


def _in_document(top: Mapping, source: str) -> Iterator[Connection]:
    sections = [
        entry
        for part in (top, mapping(top.get("airflow")))
        for entry in part.entries
        if entry.key.lower() in _SECTIONS
    ]
    for entry in sections:
        yield from _in_section(entry, source)
    for entry in top.entries if not sections else ():
        if _speaks_for_itself(entry):
            yield from _named(entry.key, entry.value, "", Place(source, line=entry.line))


def _in_section(section: Entry, source: str) -> Iterator[Connection]:
    area = _SECTIONS[section.key.lower()]
    if isinstance(section.value, Mapping):
        if _has(section.value, (*_HOSTS, *_URLS)):  # one alone: `database: {host: db}`
            yield from _named(section.key, section.value, area, Place(source, line=section.line))
            return
        for each in section.value.entries:
            yield from _named(each.key, each.value, area, Place(source, line=each.line))
        return
    for item in items(section.value):
        name = text(mapping(item).get("conn_id", "id", "name"))
        yield from _named(name, item, area, Place(source, line=item.line))


def _speaks_for_itself(entry: Entry) -> bool:
    """Tell whether what stands right in a file is a connection: it says of what, and where."""
    if isinstance(entry.value, Scalar):
        return _URI.match(entry.value.text) is not None
    return any(
        _has(item, ("conn_type", "conn_uri"))
        or (
            _has(item, (*_HOSTS, *_URLS))
            and (_has(item, _TYPES) or bool(scheme_in_words(words_of(entry.key))))
        )
        for item in items(entry.value)
    )


def _has(tree: Tree, keys: tuple[str, ...]) -> bool:
    return any(isinstance(mapping(tree).get(key), Scalar) for key in keys)


def _named(name: str, tree: Tree, area: str, place: Place) -> Iterator[Connection]:
    if isinstance(tree, Scalar):
        if name and _URI.match(tree.text):
            yield Connection(name, connection_address(_known(tree)), area, place)
        return
    first = next(iter(items(tree)), None)
    if name and isinstance(first, Mapping):
        yield Connection(name, _of_parts(_flat(first)), area, place)


def _flat(tree: Mapping) -> dict[str, str]:
    """Return the texts of a connection by their keys; those of nested parts count less."""
    found: dict[str, str] = {}
    for part in (tree, *(_part(tree.get(key)) for key in _NESTED)):
        for entry in part.entries:
            if isinstance(entry.value, Scalar) and _known(entry.value):
                found.setdefault(entry.key.lower(), _known(entry.value))
    return found


def _part(tree: Tree | None) -> Mapping:
    """Return a nested part, also one that is written as a text of JSON."""
    if isinstance(tree, Scalar) and tree.text.startswith("{"):
        documents, _ = read_yaml(tree.text, "")
        return mapping(next(iter(documents), None))
    return mapping(tree)


def _known(tree: Scalar) -> str:
    return interpolate_braced(text(tree), {})


def _of_parts(parts: dict[str, str]) -> Address | None:
    """Return where a connection leads to that is told in parts."""
    types = [plain_scheme(parts[key].lower()) for key in _TYPES if key in parts]
    scheme = next((each for each in types if each in SYSTEMS), next(iter(types), ""))
    port = next((parts[key] for key in _PORTS if key in parts), "")
    for where in (parts[key] for key in (*_URLS, *_HOSTS) if key in parts):
        first = next(iter(addresses(where)), None)
        if first is None:
            continue
        told = first.scheme if scheme not in SYSTEMS or not scheme else scheme
        if first.host:
            return Address(told, first.host, first.port or port, "")
        scheme = scheme if scheme in SYSTEMS else told
    return Address(scheme, "", port, "") if scheme else None


def _of_json(words: str) -> Address | None:
    """Return where a connection in JSON leads to; JSON is YAML as well."""
    documents, problems = read_yaml(words, "")
    if problems or not documents:
        return None
    told = _flat(mapping(documents[0]))
    return _of_parts(told)


def _unquoted(words: str) -> str:
    return words[1:-1] if words[:1] in ("'", '"') and words[-1:] == words[:1] else words
