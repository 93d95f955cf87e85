"""Where an import finds the modules of a project: the folders searched, in their order."""

from __future__ import annotations

import json
import posixpath
import re
import sys
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.folders import FILE, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.sources.observing import Disk

TOP, MODULE, EXISTING = "top", "module", "existing"
"""What `ImportPaths` adds to the questions to a disk: whether there is anything that a library
could be, where an import finds a module, and what there is at a path without its ending. Where it
is nothing, they are answered by what is refused."""

_Key = tuple[str, str, tuple[str, ...]]
"""A module's dotted name, who imports it (see `_searcher`), and what is added to the path."""

USUAL_ROOTS = ("", "src", "dags", "plugins", "include", "config")
"""Folders below a deployment's own folder that Airflow deployments put on the import path."""
NO_ROOTS = (".", "_", "test", "site-packages", "node_modules", "venv", "build", "dist")
"""What the names of folders begin with that nobody puts on the import path."""


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


class ImportPaths:
    """Finds the modules of a project, as `Modules` imports them; notes what it is asked.

    Paths are relative to the root folder.
    """

    def __init__(self, disk: Disk, import_roots: tuple[str, ...] = ()) -> None:
        """Take the disk, and the folders, relative to its root, that imports start from."""
        self.disk = disk
        self.rootdir = disk.rootdir
        self.import_roots = import_roots
        self._folders = disk.folders
        self._name = re.sub(r"\W", "_", disk.rootdir.name).lower()
        self._found: dict[_Key, str | None] = {}
        self._tops: dict[_Key, bool] = {}
        self._texts: dict[_Key, str] = {}
        self._beside_of: dict[str, frozenset[str]] = {}
        self._roots_of: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def locate(self, dotted: str, importer: str, added: tuple[str, ...] = ()) -> str | None:
        """Return the file (or folder, ending in a slash) of a module, relative to the root.

        A module or package of any root comes before a folder without
        `__init__.py`, as in Python. `added` are the folders that the code put on
        the import path itself.
        """
        if dotted.startswith("/"):
            return self.existing(dotted[1:])
        top = (dotted.partition(".")[0], posixpath.join(posixpath.dirname(importer), "*"), added)
        self.disk.note(TOP, self._spelled(top))
        if not self._is_here(top):  # a library: one question for all that is imported of it
            return None
        key = (dotted, _searcher(dotted, importer), added)
        self.disk.note(MODULE, self._spelled(key))
        return self._located(key)

    def refusal(self, dotted: str, importer: str, added: tuple[str, ...] = ()) -> tuple[str, str]:
        """Return what is refused where `locate` found nothing, and why (see `Folders.refusal`)."""
        if not self._folders.has_refused:
            return "", ""
        path = dotted.strip("/") if dotted.startswith("/") else dotted.replace(".", "/")
        roots = ("",) if dotted.startswith("/") else self._roots(importer, added)
        for root in roots:
            for end in ("", ".py", "/__init__.py"):
                found = self._folders.refusal(posixpath.join(root, path + end))
                if any(found):
                    return found
        return "", ""

    def existing(self, candidate: str) -> str | None:
        """Return the package, module or plain folder at a path without its ending, if any."""
        self.disk.note(EXISTING, candidate)
        return self.find(candidate)

    def answer(self, question: str) -> str:
        """Return the answer to a question of the sort MODULE."""
        key = _key(question)
        return self._located(key) or self._told(key)

    def answer_top(self, question: str) -> str:
        """Return the answer to a question of the sort TOP."""
        key = _key(question)
        return "here" if self._is_here(key) else self._told(key)

    def _told(self, key: _Key) -> str:
        return " ".join(filter(None, self.refusal(*key)))

    def find(self, candidate: str) -> str | None:
        """Return what `existing` does, without a note: the answer to EXISTING."""
        parent, name = posixpath.split(candidate)
        kinds = self._folders.listed(parent).kinds
        is_folder = kinds.get(name) == FOLDER
        if is_folder and self._folders.listed(candidate).kinds.get("__init__.py") == FILE:
            return f"{candidate}/__init__.py"
        if kinds.get(f"{name}.py") == FILE:
            return f"{candidate}.py"
        return f"{candidate}/" if is_folder else None

    def _spelled(self, key: _Key) -> str:
        if key not in self._texts:
            self._texts[key] = json.dumps(key)
        return self._texts[key]

    def _is_here(self, key: _Key) -> bool:
        """Tell whether the project may have modules that begin with a name: nothing else has."""
        if key not in self._tops:
            top, importer, added = key
            roots = self._roots(importer, added)
            self._tops[key] = (
                self._is_called(top)
                or any(self.find(posixpath.join(root, top)) for root in roots)
                or (top not in sys.stdlib_module_names and self._is_around(top, importer))
            )
        return self._tops[key]

    def _is_around(self, top: str, importer: str) -> bool:
        """Tell whether a name that isn't of Python's own library is in a less likely place."""
        return self._may_be_called(top) or any(
            top in self._names_beside(folder) for folder in ancestors(importer)
        )

    def _names_beside(self, folder: str) -> frozenset[str]:
        """Return the names of the modules and folders in all folders right in a folder."""
        if folder not in self._beside_of:
            listed = (self._folders.listed(place).kinds for place in self._places_in(folder))
            self._beside_of[folder] = frozenset(
                name if kind == FOLDER else name.removesuffix(".py")
                for kinds in listed
                for name, kind in kinds.items()
            )
        return self._beside_of[folder]

    def _roots(self, importer: str, added: tuple[str, ...]) -> tuple[str, ...]:
        """Return the folders that imports start from, in order: those that hold anything."""
        key = posixpath.dirname(importer), added
        if key not in self._roots_of:
            roots = dict.fromkeys((*self.import_roots, *added, *deployment_folders(importer)))
            self._roots_of[key] = tuple(root for root in roots if self._folders.listed(root).kinds)
        return self._roots_of[key]

    def _places_in(self, folder: str) -> Iterator[str]:
        """Yield the folders right in a folder that somebody may put on the import path."""
        for name, kind in self._folders.listed(folder).kinds.items():
            if kind == FOLDER and not name.startswith(NO_ROOTS):
                yield posixpath.join(folder, name)

    def _located(self, key: _Key) -> str | None:
        if key not in self._found:
            dotted, importer, added = key
            self._found[key] = (
                self._first(self._roots(importer, added), dotted, importer)
                or self._beside(dotted, importer)
                or self._below_root(dotted)
            )
        return self._found[key]

    def _first(self, roots: Iterable[str], dotted: str, importer: str) -> str | None:
        relative = dotted.replace(".", "/")
        folder = None
        for root in roots:
            found = self.find(posixpath.join(root, relative))
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
                for place in self._places_in(folder)
                if (path := self.find(posixpath.join(place, dotted.replace(".", "/"))))
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
        found = self.find(rest.replace(".", "/")) if rest else None
        if self._is_called(top):
            is_package = self._folders.listed("").kinds.get("__init__.py") == FILE
            return found or (None if rest else "__init__.py" if is_package else "/")
        if top in sys.stdlib_module_names or found is None or found.endswith("/"):
            return None
        return found if self._may_be_called(top) else None

    def _is_called(self, top: str) -> bool:
        """Tell whether a name is that of the root folder."""
        return self._name == top.lower()

    def _may_be_called(self, top: str) -> bool:
        """Tell whether the root folder may have a name elsewhere: what it is a package of.

        That is so for `owner-name`, `name-main`, and for a folder of any name that is a package.
        """
        if self._folders.listed("").kinds.get("__init__.py") == FILE:
            return True
        return f"_{top.lower()}_" in f"_{self._name}_"


def _key(question: str) -> _Key:
    name, searcher, added = json.loads(question)
    return name, searcher, tuple(added)


def _searcher(dotted: str, importer: str) -> str:
    """Return who imports: the file itself if it could be what is found, else any of its folder."""
    folder, name = posixpath.split(importer)
    own = posixpath.basename(folder) if name == "__init__.py" else name.removesuffix(".py")
    return importer if own == dotted.rpartition(".")[2] else posixpath.join(folder, "*")
