"""The project's own modules: where an import finds them, and their evaluation."""

from __future__ import annotations

import contextlib
import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

USUAL_ROOTS = ("", "src", "dags", "plugins", "include", "config")
"""Folders below the root folder that Airflow deployments put on the import path."""
VIRTUAL_ROOT = "/{root}"
"""What `__file__` begins with: the root folder's real place must not reach a drawing."""


class Modules:
    """Finds and evaluates modules of the project; what is parsed is shared by all files.

    `parse` returns the small tree of a file by its path relative to the root
    folder, and raises SourceError where it can't.
    """

    def __init__(
        self,
        rootdir: Path,
        import_roots: tuple[str, ...],
        parse: Callable[[str], tree.Module],
    ) -> None:
        """Take the root folder and the folders, relative to it, that imports start from."""
        self.rootdir = rootdir
        self.import_roots = import_roots
        self.parse = parse
        self._found: dict[tuple[str, str], str | None] = {}
        self._exists: dict[str, str | None] = {}

    def find(self, it: Interpreter, dotted: str, importer: str) -> ModuleValue | None:
        """Return the module that `import dotted` in the file `importer` means, evaluated.

        None where the project has none. A `dotted` that begins with a slash is
        a path from the root folder: a relative import.
        """
        path = self.locate(dotted, importer)
        return None if path is None else self.load(it, path, dotted.strip("/").replace("/", "."))

    def locate(self, dotted: str, importer: str) -> str | None:
        """Return the file (or folder, ending in a slash) of a module, relative to the root."""
        if dotted.startswith("/"):
            return self._existing(dotted[1:])
        key = (dotted, posixpath.dirname(importer))
        if key not in self._found:
            relative = dotted.replace(".", "/")
            candidates = (posixpath.join(root, relative) for root in self._roots(importer))
            found = (self._existing(c) for c in candidates)
            self._found[key] = next((f for f in found if f is not None and f != importer), None)
        return self._found[key]

    def _roots(self, importer: str) -> Iterator[str]:
        """Return the folders that an import in `importer` is looked up in, first wins."""
        yield from self.import_roots
        folder = posixpath.dirname(importer)
        while folder:
            yield folder
            folder = posixpath.dirname(folder)
        yield from USUAL_ROOTS

    def _existing(self, candidate: str) -> str | None:
        if candidate not in self._exists:
            self._exists[candidate] = self._look(candidate)
        return self._exists[candidate]

    def _look(self, candidate: str) -> str | None:
        base = self.rootdir / candidate
        with contextlib.suppress(OSError, ValueError):
            if (base / "__init__.py").is_file():
                return f"{candidate}/__init__.py"
            if base.with_name(base.name + ".py").is_file():
                return f"{candidate}.py"
            if candidate and base.is_dir():
                return f"{candidate}/"
        return None

    def load(self, it: Interpreter, path: str, name: str) -> ModuleValue | None:
        """Return the module of a file, evaluating it at its first use in this run of `it`."""
        if path in it.loaded:
            return it.loaded[path]
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
        with _apart(it):
            run_module(it, module, parsed)
        return module

    def submodule(self, it: Interpreter, module: ModuleValue, name: str) -> ModuleValue | None:
        """Return the module `name` below a package, None where there is none."""
        folder = module.path.removesuffix("__init__.py")
        if not folder.endswith("/"):
            return None
        path = self._existing(folder + name)
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
    saved = it.path, it.mark, it.uncertain, it.guarded, it.repeated, it.broke
    it.uncertain, it.guarded, it.repeated = 0, 0, []
    try:
        yield
    finally:
        it.path, it.mark, it.uncertain, it.guarded, it.repeated, it.broke = saved


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
    return scope


def _docstring(parsed: tree.Module) -> object:
    first = parsed.body[0] if parsed.body else None
    if isinstance(first, tree.Evaluate) and isinstance(first.value, tree.Const):
        return first.value.value if isinstance(first.value.value, str) else None
    return None
