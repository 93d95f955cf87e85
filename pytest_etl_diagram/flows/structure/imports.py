"""The modules that the files of a project import, whether anybody has them or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.evaluate.values import External, Unknown, stripped
from pytest_etl_diagram.flows.structure.definitions import body_of
from pytest_etl_diagram.flows.structure.libraries import known_library
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import STATEMENTS, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue

Statements: TypeAlias = tuple["tree.Import | tree.ImportFrom", ...]
Imported: TypeAlias = dict[str, Statements]
"""By file, its import statements, wherever they are in it."""


class Imports:
    """The modules that files import, by their dotted names."""

    def __init__(self, imported: Imported) -> None:
        """Take what is known of files; it grows by what is read."""
        self._imported = imported
        self._modules: dict[str, bool] = {}

    def read(self, it: Interpreter, module: ModuleValue) -> Statements:
        """Add what a file imports; return its statements that do so, also inside of functions."""
        if module.path not in self._imported:
            self._imported[module.path] = _statements(it, module.path)
        for node in self._imported[module.path]:
            if isinstance(node, tree.Import):
                for dotted, _ in node.names:
                    self._add(dotted)
            else:
                relative = it.modules.absolute(module, node.level, node.module)
                self._add(relative if node.level else node.module)
        return self._imported[module.path]

    def _add(self, dotted: str) -> None:
        """Add a module; a relative import is a path from the root folder, after a slash."""
        name = dotted.strip("/").replace("/", ".")
        self._modules[name] = self._modules.get(name, False) or dotted.startswith("/")

    def source_of(self, name: str) -> str:
        """Return the longest imported module that a qualified name lies in, "" for none."""
        parts = name.split(".")
        prefixes = (".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
        return next((prefix for prefix in prefixes if prefix in self._modules), "")

    def is_relative(self, module: str) -> bool:
        """Tell whether a module is the project's own by the way in which it is imported."""
        return self._modules.get(module, False)

    def place(self, path: str, name: str) -> Place | None:
        """Return where a file that was read imports something of this name, None if it doesn't."""
        for node in self._imported.get(path, ()):
            if isinstance(node, tree.ImportFrom) and any(own == name for own, _ in node.names):
                return Place(path, node.mark)
        return None

    def missing(self, value: Unknown) -> Unknown | External:
        """Return what a module of the project is asked for and lacks, as a missing name."""
        name = stripped(value.text).partition("[")[0]
        return External(name) if self.source_of(name) else value


def _statements(it: Interpreter, path: str) -> Statements:
    nodes = walk(body_of(it, path), STATEMENTS)
    return tuple(node for node in nodes if isinstance(node, (tree.Import, tree.ImportFrom)))


def modules_of(
    it: Interpreter, module: ModuleValue, node: tree.Import | tree.ImportFrom
) -> Iterator[str]:
    """Yield the modules that a statement imports; with a name of one it may mean another module.

    What is taken from a known library isn't looked for in the project.
    """
    if isinstance(node, tree.Import):
        yield from (dotted for dotted, _ in node.names)
        return
    absolute = it.modules.absolute(module, node.level, node.module)
    source = absolute if node.level else node.module
    yield source
    if not node.level and known_library(source) and it.modules.locate(source, module.path) is None:
        return
    joint = "/" if source.startswith("/") else "."
    for name, _ in node.names:
        if it.modules.locate(f"{source}{joint}{name}", module.path) is not None:
            yield f"{source}{joint}{name}"
