"""The project's own modules: where an import finds them, and their evaluation."""

from __future__ import annotations

import contextlib
import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.sharing import Sharing
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.sources.imports import ImportPaths

VIRTUAL_ROOT = "/{root}"
"""What `__file__` begins with: the root folder's real place must not reach a drawing."""


class Modules:
    """Finds and evaluates modules of the project; what is parsed is shared by all files.

    `parse` returns the small tree of a file by its path relative to the root
    folder, and raises SourceError where it can't. `evaluated` is how many modules were
    evaluated because something imports them.
    """

    def __init__(self, paths: ImportPaths, parse: Callable[[str], tree.Module]) -> None:
        """Take where imports look, and what parses."""
        self.paths = paths
        self.rootdir = paths.rootdir
        self.disk = paths.disk
        self.parse = parse
        self.evaluated = 0
        self._sharing = Sharing(self.load, paths.disk)

    def find(self, it: Interpreter, dotted: str, importer: str) -> ModuleValue | None:
        """Return the module that `import dotted` in the file `importer` means, evaluated.

        None where the project has none. A `dotted` that begins with a slash is
        a path from the root folder: a relative import.
        """
        path = self.locate(dotted, importer, tuple(it.search_path))
        return None if path is None else self.load(it, path, dotted.strip("/").replace("/", "."))

    def locate(self, dotted: str, importer: str, added: tuple[str, ...] = ()) -> str | None:
        """Return the file or folder of a module: see `ImportPaths.locate`."""
        return self.paths.locate(dotted, importer, added)

    def sharing(self, it: Interpreter) -> AbstractContextManager[None]:
        """Let `it` share modules with other evaluations; what it changes of them is put back.

        What is drawn from the evaluation has to be drawn inside.
        """
        return self._sharing.within(it)

    def load(self, it: Interpreter, path: str, name: str) -> ModuleValue | None:
        """Return the module of a file, evaluating it at its first use in this run of `it`."""
        if path in it.loaded:
            return it.loaded[path]
        shared = self._sharing.find(it, path, name) if it.uses is not None else None
        if shared is not None:
            return shared
        module = ModuleValue(name, path, Dict({"__name__": name}))
        it.loaded[path] = module
        if path.endswith("/"):
            return module
        it.dependencies.add(path)
        try:
            parsed = self.parse(path)
        except SourceError as error:
            it.problems.append(Problem(error.path, error.line, error.message, fatal=False))
            return None
        self.evaluated += 1
        with _apart(it):
            run_module(it, module, parsed)
        return module

    def submodule(self, it: Interpreter, module: ModuleValue, name: str) -> ModuleValue | None:
        """Return the module `name` below a package, None where there is none."""
        folder = module.path.removesuffix("__init__.py")
        if folder == module.path and not folder.endswith("/"):
            return None
        path = self.paths.existing(folder.lstrip("/") + name)
        if path is None or path == module.path:
            return None
        return self.load(it, path, f"{module.name}.{name}")

    def absolute(self, module: ModuleValue, level: int, dotted: str) -> str:
        """Return what a relative import of `level` dots in `module` means, as a rooted path."""
        folder = posixpath.dirname(module.path)
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        return "/" + posixpath.join(folder, dotted.replace(".", "/")).rstrip("/")


@contextlib.contextmanager
def _apart(it: Interpreter) -> Iterator[None]:
    """Evaluate a module apart from the conditions around its import."""
    place = it.path, it.mark
    saved = it.uncertain, it.guarded, it.repeated, it.broke
    it.uncertain, it.guarded, it.repeated = 0, 0, []
    try:
        yield
    finally:
        it.uncertain, it.guarded, it.repeated, it.broke = saved
    it.path, it.mark = place  # where a budget ended is where its problem is


def run_module(it: Interpreter, module: ModuleValue, parsed: tree.Module) -> Scope:
    """Evaluate a module's statements; one that raises is noted, and the next ones run."""
    it.path, it.mark = module.path, -1
    module.variables.setdefault("__file__", f"{VIRTUAL_ROOT}/{module.path}")
    module.variables.setdefault("__doc__", _docstring(parsed))
    scope = Scope(module.variables, module, None, "module")
    for statement in parsed.body:
        try:
            if it.run((statement,), scope) is not None:
                break
        except Raised as error:
            words = f": {error.message}" if error.message else ""
            it.complain(f"raises {error.names[0]}{words}, as far as can be told statically")
            _past_checks(it, statement, scope)
    return scope


def _past_checks(it: Interpreter, statement: tree.Statement, scope: Scope) -> None:
    """Run a statement that raised once more, with the checks of settings taken as passed.

    What a check misses is mostly a variable that the deployment has and the
    repository hasn't: without it there would be nothing to draw.
    """
    if it.lenient:
        return
    it.lenient = True
    try:
        it.run((statement,), scope)
    except Raised:
        pass  # said already
    finally:
        it.lenient = False


def _docstring(parsed: tree.Module) -> object:
    first = parsed.body[0] if parsed.body else None
    if isinstance(first, tree.Evaluate) and isinstance(first.value, tree.Const):
        return first.value.value if isinstance(first.value.value, str) else None
    return None
