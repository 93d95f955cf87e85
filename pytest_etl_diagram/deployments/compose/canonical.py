"""The attributes of a service in one form each, whichever of the forms of Compose they are in."""

from __future__ import annotations

import difflib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.attributes import SERVICE_ATTRIBUTES
from pytest_etl_diagram.deployments.compose.merging import REPLACED, unique
from pytest_etl_diagram.deployments.compose.ports import canonical_exposed, canonical_port
from pytest_etl_diagram.deployments.compose.shapes import (
    MisshapenError,
    as_named,
    as_pairs,
    as_row,
    as_table,
    as_text,
    note_shape,
    single,
)
from pytest_etl_diagram.deployments.compose.tree import (
    RESET,
    Key,
    Row,
    Table,
    Text,
    is_null,
    text_of,
    with_key,
    with_keys,
)
from pytest_etl_diagram.deployments.compose.volumes import canonical_volume

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Node


def canonical_service(name: str, node: Table, folder: str, notes: Notes) -> Table:
    """Return a service with every attribute in its one form; wrong ones are noted and left out.

    `folder` is what relative paths in it start from.
    """
    keys = (
        _canonical_key(key, name, folder, notes)
        for key in node.keys
        if not key.name.startswith("x-")
    )
    return with_keys(node, (key for key in keys if key is not None))


def _canonical_key(key: Key, service: str, folder: str, notes: Notes) -> Key | None:
    if key.name not in SERVICE_ATTRIBUTES:
        close = difflib.get_close_matches(key.name, sorted(SERVICE_ATTRIBUTES), 1)
        hint = f"did you mean `{close[0]}`?" if close else "it isn't drawn"
        notes.remark(key.place, f"service `{service}`: unknown attribute `{key.name}`; {hint}")
        return None
    form = _FORMS.get(key.name)
    if form is None or is_null(key.node) or key.node.tag == RESET:
        return key
    try:
        node: Node | None = form(key.node, folder)
    except MisshapenError as error:
        note_shape(notes, error, f"service `{service}`: `{key.name}`")
        node = error.kept
    if node is None:
        return None
    once = node if (key.name,) in REPLACED else unique(node)
    return replace(key, node=replace(once, tag=key.node.tag))


def _words(node: Node, _: str) -> Node:
    if isinstance(node, Table):
        raise MisshapenError("must be a text, or a list of texts", node)
    return node if isinstance(node, Text) else as_row(node, single, "word")


def _one_or_more(node: Node, _: str) -> Node:
    return Row((node,), node.place) if isinstance(node, Text) else as_row(node, single, "path")


def _ports(node: Node, _: str) -> Node:
    return as_row(node, canonical_port, '"8080:80"')


def _exposed(node: Node, _: str) -> Node:
    return as_row(
        node,
        lambda i: replace(i, text=canonical_exposed(i.text)) if isinstance(i, Text) else None,
        '"9092"',
    )


def _volumes(node: Node, folder: str) -> Node:
    return as_row(node, partial(canonical_volume, folder=folder), "./data:/data")


def _mount(node: Node) -> Table | None:
    if isinstance(node, Text):
        return Table((Key("source", node, node.place),), node.place)
    return node if isinstance(node, Table) and node.get("source") is not None else None


def _env_files(node: Node, folder: str) -> Node:
    row = node if isinstance(node, Row) else Row((node,), node.place)
    return as_row(row, partial(_env_file, folder=folder), ".env")


def _env_file(node: Node, folder: str) -> Table | None:
    if isinstance(node, Text):
        node = Table((Key("path", node, node.place),), node.place)
    return _with_path(node, "path", folder) if isinstance(node, Table) else None


def _with_path(table: Table, name: str, folder: str) -> Table:
    """Return a table with the path called `name` as it is kept."""
    key = table.key(name)
    if key is None or not isinstance(key.node, Text):
        return table
    path = Text(paths.kept(folder, key.node.text), key.node.place, tag=key.node.tag)
    return with_key(table, replace(key, node=path))


def _build(node: Node, folder: str) -> Node:
    if isinstance(node, Text):
        node = Table((Key("context", node, node.place),), node.place)
    if not isinstance(node, Table):
        raise MisshapenError("must be the path of a folder, or a mapping with `context`", node)
    table = _with_path(node, "context", folder)
    arguments = table.key("args")
    if arguments is None or is_null(arguments.node):
        return table
    return with_key(table, replace(arguments, node=as_pairs(arguments.node)))


def _extends(node: Node, _: str) -> Node:
    if isinstance(node, Text):
        return Table((Key("service", node, node.place),), node.place)
    if isinstance(node, Table) and text_of(node.get("service")):
        return node
    raise MisshapenError(
        "must be the name of a service, or a mapping with `service` and `file`", node
    )


def _depends_on(node: Node, _: str) -> Node:
    return as_named(node, "condition=service_started")


_SINGLE = """
image restart platform network_mode privileged runtime scale mem_limit mem_reservation cpus
pids_limit container_name hostname pid ipc
""".split()
_NAMES = "links external_links volumes_from profiles devices".split()

_FORMS: dict[str, Callable[[Node, str], Node]] = {
    **dict.fromkeys(_SINGLE, lambda node, _: as_text(node)),
    **dict.fromkeys(_NAMES, lambda node, _: as_row(node, single, "name")),
    **dict.fromkeys(("deploy", "healthcheck", "logging", "provider"), lambda n, _: as_table(n)),
    **dict.fromkeys(("command", "entrypoint"), _words),
    **dict.fromkeys(("networks", "models"), lambda node, _: as_named(node)),
    **dict.fromkeys(("secrets", "configs"), lambda node, _: as_row(node, _mount, "name")),
    "environment": lambda node, _: as_pairs(node),
    "depends_on": _depends_on,
    "tmpfs": _one_or_more,
    "ports": _ports,
    "expose": _exposed,
    "volumes": _volumes,
    "env_file": _env_files,
    "build": _build,
    "extends": _extends,
}
"""The one form of each attribute that is of the architecture; the others stay as they are."""
