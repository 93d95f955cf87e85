"""The project's own modules: where an import finds them, and their evaluation."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import Dict, ModuleValue
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

USUAL_ROOTS = ("", "src", "dags", "plugins", "include", "config")
"""Folders below a deployment's own folder that Airflow deployments put on the import path."""
NO_ROOTS = (".", "_", "test", "site-packages", "node_modules", "venv", "build", "dist")
"""What the names of folders begin with that nobody puts on the import path."""
VIRTUAL_ROOT = "/{root}"
"""What `__file__` begins with: the root folder's real place must not reach a drawing."""


def ancestors(path: str) -> Iterator[str]:
    """Yield the folders that a file lies in, the nearest first, the root folder ("") last."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def deployment_folders(path: str) -> Iterator[str]:
    """Yield the folders that code in the file `path` may import from and read in, first wins.

    The file's own folders come first, then the usual ones below each of them:
    a deployment needn't lie at the root of its repository.
    """
    yield from ancestors(path)
    for folder in ancestors(path):
        for usual in USUAL_ROOTS[1:]:
            yield posixpath.join(folder, usual)


@dataclass(frozen=True, slots=True)
class Entries:
    """The names of the files and of the folders in a folder."""

    files: frozenset[str]
    folders: frozenset[str]


NOTHING = Entries(frozenset(), frozenset())


def list_folder(rootdir: Path, folder: str) -> Entries:
    """List a folder below the root folder; links that lead out of it are left out."""
    files: set[str] = set()
    folders: set[str] = set()
    with contextlib.suppress(OSError), os.scandir(rootdir / folder) as entries:
        for entry in entries:
            if entry.is_symlink() and not _stays_inside(rootdir, entry.path):
                continue
            (folders if entry.is_dir() else files).add(entry.name)
    return Entries(frozenset(files), frozenset(folders))


def _stays_inside(rootdir: Path, path: str) -> bool:
    real, root = os.path.realpath(path), os.path.realpath(rootdir)
    return os.path.commonpath([real, root]) == root


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
        self._found: dict[tuple[str, str, tuple[str, ...]], str | None] = {}
        self._listed: dict[str, Entries] = {}

    def find(self, it: Interpreter, dotted: str, importer: str) -> ModuleValue | None:
        """Return the module that `import dotted` in the file `importer` means, evaluated.

        None where the project has none. A `dotted` that begins with a slash is
        a path from the root folder: a relative import.
        """
        path = self.locate(dotted, importer, tuple(it.search_path))
        return None if path is None else self.load(it, path, dotted.strip("/").replace("/", "."))

    def locate(self, dotted: str, importer: str, added: tuple[str, ...] = ()) -> str | None:
        """Return the file (or folder, ending in a slash) of a module, relative to the root.

        A module or package of any root comes before a folder without
        `__init__.py`, as in Python. `added` are the folders that the code put on
        the import path itself.
        """
        if dotted.startswith("/"):
            return self._existing(dotted[1:])
        key = (dotted, posixpath.dirname(importer), added)
        if key not in self._found:
            roots = dict.fromkeys((*self.import_roots, *added, *deployment_folders(importer)))
            self._found[key] = (
                self._first(roots, dotted, importer)
                or self._beside(dotted, importer)
                or self._below_root(dotted)
            )
        return self._found[key]

    def _first(self, roots: Iterable[str], dotted: str, importer: str) -> str | None:
        relative = dotted.replace(".", "/")
        folder = None
        for root in roots:
            found = self._existing(posixpath.join(root, relative))
            if found is None or found == importer:
                continue
            if not found.endswith("/"):
                return found
            folder = folder or found
        return folder

    def _beside(self, dotted: str, importer: str) -> str | None:
        """Return the one module of that name in a folder beside the file or its ancestors.

        Deployments put folders of any name on the import path (`libs`, `common`):
        what nothing else explains and what is there once is taken as that.
        """
        if dotted.partition(".")[0] in sys.stdlib_module_names:
            return None
        for folder in ancestors(importer):
            found = {
                path
                for name in self._entries(folder).folders
                if not name.startswith(NO_ROOTS)
                and (path := self._existing(posixpath.join(folder, name, dotted.replace(".", "/"))))
                and not path.endswith("/")
            }
            if found:
                return found.pop() if len(found) == 1 and importer not in found else None
        return None

    def _below_root(self, dotted: str) -> str | None:
        """Return the module where the root folder is itself the package that `dotted` begins with.

        So it is in repositories that are checked out into a folder of DAGs.
        """
        top, _, rest = dotted.partition(".")
        is_package = "__init__.py" in self._entries("").files
        name = re.sub(r"\W", "_", self.rootdir.name).lower()
        found = self._existing(rest.replace(".", "/")) if rest else None
        if name == top.lower():
            return found or (None if rest else "__init__.py" if is_package else "/")
        if top in sys.stdlib_module_names or found is None or found.endswith("/"):
            return None
        # `owner-name`, `name-main`, or a folder of any name that is a package
        return found if is_package or f"_{top.lower()}_" in f"_{name}_" else None

    def _existing(self, candidate: str) -> str | None:
        """Return the package, module or plain folder at a path without its ending, if any."""
        parent, name = posixpath.split(candidate)
        entries = self._entries(parent)
        if name in entries.folders and "__init__.py" in self._entries(candidate).files:
            return f"{candidate}/__init__.py"
        if f"{name}.py" in entries.files:
            return f"{candidate}.py"
        return f"{candidate}/" if name in entries.folders else None

    def _entries(self, folder: str) -> Entries:
        """Return what lies in a folder: each is listed once a run, and none that isn't there."""
        known = self._listed.get(folder)
        if known is None:
            parent, name = posixpath.split(folder)
            exists = not folder or name in self._entries(parent).folders
            known = list_folder(self.rootdir, folder) if exists else NOTHING
            self._listed[folder] = known
        return known

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
        if folder == module.path and not folder.endswith("/"):
            return None
        path = self._existing(folder.lstrip("/") + name)
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
