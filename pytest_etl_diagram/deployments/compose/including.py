"""`include`: other Compose files, with their own folders and variables, as parts of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.attributes import SECTIONS
from pytest_etl_diagram.deployments.compose.documents import (
    read_document,
    section_of,
)
from pytest_etl_diagram.deployments.compose.extending import extended
from pytest_etl_diagram.deployments.compose.loading import folder_of
from pytest_etl_diagram.deployments.compose.merging import merged_tables, settled
from pytest_etl_diagram.deployments.compose.tree import (
    Key,
    Row,
    Table,
    Text,
    items_of,
    text_of,
    texts_of,
    with_keys,
)
from pytest_etl_diagram.deployments.compose.variables import project_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.compose.loading import Reader
    from pytest_etl_diagram.deployments.compose.tree import Node

DEEPEST = 10
"""Files that include each other deeper than so aren't read: nobody means that."""


def read_layers(
    reader: Reader, sources: tuple[str, ...], folder: str, within: tuple[str, ...] = ()
) -> Table | None:
    """Return Compose files, each on top of the one before, with what they include.

    `folder` is what relative paths start from, `within` the files that include these. None where
    the files hold nothing.
    """
    whole: Table | None = None
    for source in sources:
        document = read_document(reader, source, folder)
        if document is None:
            continue
        layer = extended(reader, document, source)
        for part in _included(reader, layer, source, (*within, source)):
            layer = _with_part(reader, layer, part)
        whole = layer if whole is None else merged_tables(whole, layer)
    return whole


def _included(
    reader: Reader, document: Table, source: str, within: tuple[str, ...]
) -> Iterator[Table]:
    include = document.key("include")
    if include is None:
        return
    if not isinstance(include.node, Row):
        reader.notes.wrong(include.place, "`include` must be a list of paths (write `- path`)")
        return
    for item in items_of(include.node):
        part = _part(reader, item, source, within)
        if part is not None:
            yield part


def _part(reader: Reader, item: Node, source: str, within: tuple[str, ...]) -> Table | None:
    """Return the content of one item of `include`, None, with a note, where there is none."""
    named = item.get("path") if isinstance(item, Table) else item
    written = texts_of(named)
    if not written:
        reader.notes.wrong(
            item.place, "`include` must be a list of paths, or of mappings with a `path`"
        )
        return None
    sources = [
        each
        for each in (_source(reader, path, source, within, item) for path in written)
        if each is not None
    ]
    if not sources:
        return None
    folder = folder_of(sources[0])
    own = texts_of(item.get("env_file")) if isinstance(item, Table) else ()
    if isinstance(item, Table) and text_of(item.get("project_directory")):
        path = paths.kept(folder_of(source), text_of(item.get("project_directory")))
        folder = paths.inside(path) or ""
    files = tuple(paths.inside(paths.kept(folder_of(source), each)) for each in own)
    variables = project_variables(
        reader.files, reader.notes, folder, tuple(each for each in files if each is not None)
    )
    inner = replace(reader, variables={**variables, **reader.variables})
    return read_layers(inner, tuple(sources), folder, within)


def _source(
    reader: Reader, path: str, source: str, within: tuple[str, ...], item: Node
) -> str | None:
    kept = paths.kept(folder_of(source), path)
    if "://" in path or path.startswith("git@"):
        reader.notes.remark(
            item.place, f"`{path}` is included from outside of the project and isn't drawn"
        )
        return None
    found = paths.inside(kept)
    if found is None or not reader.files.exists(found):
        refused = reader.files.refusal(kept)
        absent = "is included and isn't a file of the project; correct the path"
        words = f"is included, but {refused}" if refused else absent
        reader.notes.wrong(item.place, f"`{path}` {words}")
        return None
    if len(within) > DEEPEST:
        reader.notes.wrong(item.place, f"files include each other more than {DEEPEST} times deep")
        return None
    if found in within:
        circle = " → ".join(f"`{each}`" for each in (*within, found))
        reader.notes.wrong(item.place, f"files include each other in a circle: {circle}")
        return None
    return found


def _with_part(reader: Reader, layer: Table, part: Table) -> Table:
    """Return a file with what it includes; what both define otherwise is noted."""
    keys = [key for key in layer.keys if key.name not in SECTIONS]
    for name in SECTIONS:
        own, other = section_of(layer, name), section_of(part, name)
        if own is not None and other is not None:
            for key in own.keys:
                twin = other.key(key.name)
                if twin is not None and not _says_the_same(key.node, twin.node):
                    reader.notes.wrong(
                        key.place,
                        f"`{key.name}` in `{name}` is also defined by the included "
                        f"`{twin.place.path}`; rename one, or override it in an override file",
                    )
            table: Table | None = merged_tables(other, own)
        else:
            table = own or other
        if table is not None:
            keys.append(Key(name, table, table.place))
    return with_keys(layer, keys)


def _says_the_same(one: Node, other: Node) -> bool:
    return _plain(settled(one)) == _plain(settled(other))


def _plain(node: Node) -> object:
    """Return a part without its places."""
    if isinstance(node, Text):
        return node.text, node.null
    if isinstance(node, Row):
        return tuple(_plain(item) for item in node.items)
    return {key.name: _plain(key.node) for key in node.keys}
