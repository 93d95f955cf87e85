"""What one file of a project tells: its components, and whom they know."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.flows.structure import kinds
from pytest_etl_diagram.flows.structure.definitions import script
from pytest_etl_diagram.flows.structure.references import Reference, reference
from pytest_etl_diagram.flows.structure.using import used_by_block, used_by_class, used_by_function
from pytest_etl_diagram.flows.tree import Component, Link
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.flows.structure.world import File

End: TypeAlias = tuple[str, str]
"""The name of a class or function ("": what the file does as a script), and its file."""


def classes(probe: Probe, file: File) -> Iterator[Component]:
    """Yield the classes of a file, all of them."""
    for node, cls in file.classes:
        yield Component(
            cls.name,
            cls.path,
            bases=kinds.base_names(cls),
            abstract=kinds.abstract_methods(node),
            methods=kinds.public_methods(node),
            configured_by=probe.settings.configuration({(cls.name, cls.path)}),
            place=Place(cls.path, node.mark),
            opened=probe.settings.where({(cls.name, cls.path)}),
        )


def functions(probe: Probe, file: File) -> Component:
    """Return the functions of a file, and what it does as a script."""
    known = {cls.name for _, cls in file.classes}
    readers = {r for r in probe.settings.readers() if r[1] == file.path and r[0] not in known}
    return Component(
        stem(file.path),
        file.path,
        is_class=False,
        methods=tuple(sorted(f.name for f in file.functions if not f.name.startswith("_"))),
        configured_by=probe.settings.configuration(readers),
        place=Place(file.path, file.functions[0].mark if file.functions else -1),
        opened=probe.settings.where(readers),
    )


def stem(path: str) -> str:
    """Return what a file's module is called: a package by its folder."""
    folder, name = posixpath.split(path)
    own = name.removesuffix(".py")
    return (posixpath.basename(folder) or own) if own == "__init__" else own


def links(probe: Probe, file: File) -> Iterator[Link]:
    """Yield what the classes and functions of a file inherit from and use."""
    for node, cls in file.classes:
        own = cls.name, cls.path
        bases = (reference(probe, base) for base in cls.bases)
        yield from (link("implements", own, base) for base in bases if base is not None)
        used = used_by_class(probe, node, file.path)
        yield from (link("uses", own, each) for each in used)
    for function in file.functions:
        used = used_by_function(probe, function, file.path)
        yield from (link("uses", (function.name, file.path), each) for each in used)
    for block in (*script(file.body), _straight(file.body)):
        used = used_by_block(probe, block, file.path)
        yield from (link("uses", ("", file.path), each) for each in used)


def _straight(body: tree.Block) -> tree.Block:
    """Return the statements of a module that do something, whoever loads it."""
    runs = (tree.Evaluate, tree.For, tree.With, tree.While)
    return tuple(statement for statement in body if isinstance(statement, runs))


def link(kind: str, source: End, target: Reference, label: str = "") -> Link:
    """Return a link from a class or function to what it knows."""
    return Link(kind, *source, target.name, target.module, label, target.resolved)
