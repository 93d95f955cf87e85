"""Volumes of services: short and long syntax in one form, and how they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.splitting import at_colons
from pytest_etl_diagram.deployments.compose.tree import (
    Key,
    Table,
    Text,
    is_true,
    member,
    text_of,
    with_key,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Node

_DRIVE = re.compile(r"(?<![^:])([A-Za-z]):(?=\\|/[^:]*:)")
_DRIVE_COLON = "\0"
_IS_PATH = re.compile(r"[./~\\{]|[A-Za-z]:[\\/]")
_SOURCE_AND_TARGET, _AND_MODE = 2, 3


def canonical_volume(node: Node, folder: str) -> Table | None:
    """Return a volume as a table with `type`, `source`, `target` and `read_only`.

    `folder` is that of the file, which paths start from. None for what isn't a volume.
    """
    if isinstance(node, Table):
        return _from_long(node, folder)
    return _from_short(node, folder) if isinstance(node, Text) and node.text else None


def shown_volume(volume: Table, folder: str) -> str:
    """Return a volume in words, as the short syntax writes it: `./dags:/opt/airflow/dags:ro`."""
    kind, source = text_of(volume.get("type")), text_of(volume.get("source"))
    target = text_of(volume.get("target"))
    subpath = text_of(member(volume, "volume", "subpath"))
    if kind == "bind":
        source = paths.shown(folder, source)
    elif kind != "volume":
        source = f"{kind}:{source}" if source else kind
    parts = (f"{source}/{subpath}" if subpath else source, target)
    mode = ":ro" if is_true(volume.get("read_only")) else ""
    return ":".join(part for part in parts if part) + mode


def named_volume(volume: Table) -> str:
    """Return the name of the declared volume that a service's volume uses, "" for another kind."""
    is_named = text_of(volume.get("type")) == "volume"
    return text_of(volume.get("source")) if is_named else ""


def bound_path(volume: Table) -> str | None:
    """Return the path in the project of a bind mount, relative to the root; None without one."""
    if text_of(volume.get("type")) != "bind":
        return None
    return paths.inside(text_of(volume.get("source")))


def _from_short(node: Text, folder: str) -> Table | None:
    parts = [
        part.replace(_DRIVE_COLON, ":")
        for part in at_colons(_DRIVE.sub(rf"\1{_DRIVE_COLON}", node.text))
    ]
    if len(parts) > _AND_MODE:
        return None
    source, target = ("", parts[0]) if len(parts) < _SOURCE_AND_TARGET else parts[:2]
    modes = parts[2].split(",") if len(parts) == _AND_MODE else []
    is_bind = _IS_PATH.match(source) is not None
    values = {
        "type": "bind" if is_bind else "volume",
        "source": paths.kept(folder, source) if is_bind else source,
        "target": _folder(target),
        "read_only": "true" if "ro" in modes else "",
    }
    place = node.place
    keys = (Key(name, Text(value, place), place) for name, value in values.items() if value)
    return Table(tuple(keys), place)


def _from_long(node: Table, folder: str) -> Table | None:
    kind, source = text_of(node.get("type")), node.key("source")
    if not kind:
        return None
    if kind == "bind" and source is not None:
        path = Text(paths.kept(folder, text_of(source.node)), source.node.place)
        node = with_key(node, Key("source", path, source.place))
    target = node.key("target")
    if target is None:
        return node if kind == "cluster" else None
    inner = Text(_folder(text_of(target.node)), target.node.place)
    return with_key(node, Key("target", inner, target.place))


def _folder(path: str) -> str:
    return path.rstrip("/") or path
