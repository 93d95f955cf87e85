"""From an evaluated file to the components that it tells of, and the links between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pytest_etl_diagram.flows.structure import files, kinds
from pytest_etl_diagram.flows.structure.definitions import is_test
from pytest_etl_diagram.flows.structure.holding import parts
from pytest_etl_diagram.flows.structure.world import explore, file_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.modules import Modules
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.flows.structure.files import End
    from pytest_etl_diagram.flows.structure.imports import Imported
    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.flows.structure.world import File
    from pytest_etl_diagram.flows.tree import Component, Link

_IMPORTED: WeakKeyDictionary[Modules, Imported] = WeakKeyDictionary()
"""The import statements of files, which stay the same in a run."""


def structure(
    it: Interpreter, module: ModuleValue, elsewhere: Container[str] = ()
) -> tuple[tuple[Component, ...], tuple[Link, ...]]:
    """Return the components that an evaluated module tells of, and the links between them.

    Components are the classes that work and the functions of the module's file
    and of those that it loads, but for tests and the files that are asked
    `elsewhere`: of these only what they are configured by. A link's ends are
    names of classes or functions; "" is what a file does as a script. What
    several files tell is put together by `joined`. `it` stays as it is but for
    `dependencies`, which gets the files that were read for this.
    """
    if is_test(module.path):
        return (), ()
    imported = _IMPORTED.setdefault(it.modules, {})
    probe, explored = explore(it, module, elsewhere, imported)
    links = _links(probe, explored)
    paths = {file.path for file in explored}
    readers = {path for _, path in probe.settings.readers() if path in probe.loaded}
    others = [file_of(probe, path) for path in sorted(readers - paths) if not is_test(path)]
    working = _working(probe, explored, links)
    components = [
        *(each for file in explored for each in _components(probe, file, working)),
        *(c for file in others for c in _components(probe, file, working) if c.configured_by),
    ]
    it.dependencies |= probe.dependencies - {module.path}
    placed = (_placed(probe, link) for link in sorted(links, key=order))
    return tuple(components), tuple(placed)


def _placed(probe: Probe, link: Link) -> Link:
    """Return a link to a class that isn't found with where it is imported."""
    if link.resolved:
        return link
    return replace(link, place=probe.imports.place(link.source_module, link.target))


def order(link: Link) -> tuple[str, ...]:
    """Return the order of links."""
    ends = link.source_module, link.source, link.target_module, link.target
    return (*ends, link.kind, link.label)


def _links(probe: Probe, explored: list[File]) -> set[Link]:
    found = {link for file in explored for link in files.links(probe, file)}
    for cls, attributes in parts(probe, explored).items():
        own = cls.name, cls.path
        for name, references in attributes.items():
            found |= {files.link("holds", own, part, name) for part in references}
    return found


def _working(probe: Probe, explored: list[File], links: set[Link]) -> set[End]:
    """Return the classes that do work, and the records that hold or extend such."""
    known = {file.path: file for file in explored}
    paths = {path for path in probe.loaded if path.endswith(".py")}
    paths |= {link.target_module for link in links if link.target_module}
    told = [known.get(path) or file_of(probe, path) for path in sorted(paths)]
    classes = [each for file in told for each in file.classes]
    working = {(cls.name, cls.path) for node, cls in classes if not kinds.is_plain(cls, node)}
    values = {
        (cls.name, cls.path)
        for _, cls in classes
        if kinds.is_value((cls.name, *kinds.base_names(cls)))
    }
    joined = {
        (link.source, link.source_module)
        for link in links
        if link.kind != "uses" and (link.target, link.target_module) in working
    }
    return working | ((joined | probe.settings.readers()) - values)


def _components(probe: Probe, file: File, working: set[End]) -> Iterator[Component]:
    for each in files.classes(probe, file):
        if (each.name, each.module) in working:
            yield each
    yield files.functions(probe, file)
