"""Names that a file imports for type checkers only: their classes are found without evaluating.

Such imports go round in circles and reach most of a typed project. What a class
is called and where it stands is enough for an annotation.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, Dict, External
from pytest_etl_diagram.flows.structure.definitions import (
    body_of,
    top_level,
    typing_only,
)
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import STATEMENTS, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.flows.structure.probe import Probe


class Unread(ClassValue):
    """A class of a file that isn't evaluated: nothing but its name and file is known."""

    __slots__ = ("read",)

    def __init__(self, name: str, path: str) -> None:
        """Take the class's name and file."""
        super().__init__(name, (), Dict(), path)
        self.read: ClassValue | None = None

    def evaluated(self, it: Probe) -> ClassValue | None:
        """Return the class itself, evaluating its file; None where that gives none."""
        if self.read is None:
            dotted = self.path.removesuffix(".py").replace("/", ".")
            it.load(partial(it.modules.load, it, self.path, dotted))
            same = (c for c in it.classes if (c.name, c.path) == (self.name, self.path))
            self.read = next(same, None)
        return self.read


def typed(it: Probe, name: tree.Expr, module: ModuleValue) -> ClassValue | External | None:
    """Return the class that a name means to type checkers, None where they don't know it either."""
    names = list(_names(name))
    for dotted, own, bound in _imports(it, module):
        if names and bound == names[0]:
            return _class(it, module, dotted, [own, *names[1:]] if own else names[1:])
    return None


def _names(expression: tree.Expr) -> Iterator[str]:
    """Yield the parts of `a.b.C`."""
    if isinstance(expression, tree.Attribute):
        yield from _names(expression.value)
        yield expression.name
    elif isinstance(expression, tree.Name):
        yield expression.id


def _imports(it: Probe, module: ModuleValue) -> Iterator[tuple[str, str, str]]:
    """Yield (module, its attribute or "", bound name) of what a module imports for types only."""
    for node in walk(tuple(typing_only(body_of(it, module.path))), STATEMENTS):
        if isinstance(node, tree.Import):
            for dotted, alias in node.names:
                top = dotted.partition(".")[0]
                yield (dotted, "", alias) if alias else (top, "", top)
        elif isinstance(node, tree.ImportFrom):
            relative = it.modules.absolute(module, node.level, node.module)
            source = relative if node.level else node.module
            for own, alias in node.names:
                yield source, own, alias or own


def _class(
    it: Probe, module: ModuleValue, dotted: str, names: list[str]
) -> ClassValue | External | None:
    """Return the class called by `names` in a module: `["b", "C"]` may mean C of its module b."""
    path = it.modules.locate(dotted, module.path, tuple(it.search_path))
    if path is None:
        qualified = ".".join((dotted.strip("/").replace("/", "."), *names))
        return External(qualified) if names else None
    if names and path.endswith(".py"):
        it.dependencies.add(path)
        for node in top_level(body_of(it, path)):
            if isinstance(node, tree.Class) and node.name == names[0]:
                return it.unread(node.name, path)
    if len(names) > 1:
        joint = "/" if dotted.startswith("/") else "."
        return _class(it, module, f"{dotted}{joint}{names[0]}", names[1:])
    return _passed_on(it, path, names)


def _passed_on(it: Probe, path: str, names: list[str]) -> ClassValue | External | None:
    """Return a class that a file has from another one, for which it is evaluated."""
    if not names or not path.endswith(".py"):
        return None
    dotted = path.removesuffix(".py").replace("/", ".")
    it.load(partial(it.modules.load, it, path, dotted))
    known = it.loaded.get(path)
    found = None if known is None else known.variables.get(names[0])
    return found if isinstance(found, (ClassValue, External)) else None
