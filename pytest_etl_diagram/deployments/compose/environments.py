"""The environment of a service: its env files, then what it is told itself."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.committed import is_committed
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.tree import (
    Text,
    items_of,
    keys_of,
    member,
    text_of,
)
from pytest_etl_diagram.deployments.compose.variables import read_variables, value_of
from pytest_etl_diagram.deployments.environment import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Node, Table
    from pytest_etl_diagram.documents.files import Files


def settings_of(
    files: Files, notes: Notes, service: Table, apart: frozenset[str] = frozenset()
) -> tuple[Setting, ...]:
    """Return the variables of a service; of one told twice the last counts.

    A variable without a value comes from outside: its value is unknown. The env files in `apart`
    tell nothing of this service.
    """
    found: dict[str, Setting] = {}
    for item in items_of(service.get("env_file")):
        if text_of(member(item, "path")) in apart:
            continue
        for setting in _from_file(files, notes, item):
            found[setting.name] = setting
    for key in keys_of(service.get("environment")):
        if isinstance(key.node, Text):
            value = f"{{env:{key.name}}}" if key.node.null else key.node.text
            found[key.name] = Setting(key.name, value, key.place.line, key.place.path)
    return tuple(found.values())


def shared_env_files(model: Model) -> frozenset[str]:
    """Return the env files of several services.

    A database that is given such a file takes its own name and password from it, and isn't
    connected to what the others find in it.
    """
    counted = Counter(
        path
        for key in model.section("services")
        for path in {
            text_of(member(item, "path")) for item in items_of(table_of(key).get("env_file"))
        }
    )
    return frozenset(path for path, count in counted.items() if count > 1)


def _from_file(files: Files, notes: Notes, item: Node) -> Iterator[Setting]:
    """Yield the variables of an env file.

    Env files are often not committed, so that one that is missing is worth no more than a word,
    unless it is written out that it is required.
    """
    kept = text_of(member(item, "path"))
    source = paths.inside(kept)
    if source is not None and is_committed(files, source):
        known: dict[str, str] = {}
        for variable in read_variables(files, notes, source):
            known[variable.name] = value_of(variable, known)
            yield Setting(variable.name, known[variable.name], variable.line, source)
        return
    required = text_of(member(item, "required"))
    if required == "false" or (source is not None and files.exists(source)):
        return
    refused = files.refusal(kept)
    message = f"there is no env file `{posixpath.normpath(kept)}` in the project"
    if refused:
        notes.remark(item.place, f"an env file isn't read: {refused}; its variables are unknown")
    elif required == "true":
        notes.wrong(item.place, f"{message}, and it is required; correct its path or commit it")
    else:
        notes.remark(item.place, f"{message}; its variables are unknown")
