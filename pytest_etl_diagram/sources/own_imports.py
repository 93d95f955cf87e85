"""What this package imports: from what is installed, never from the project that it reads."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.folders import is_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.machinery import ModuleSpec
    from types import FrameType, ModuleType

_OWN = __name__.partition(".")[0]
_OWN_FOLDER = os.path.realpath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 2))  # noqa: PTH118, PTH120
_PYTHON = tuple(
    os.path.realpath(folder)
    for folder in (os.path.dirname(os.__file__), os.path.join(sys.base_prefix, "DLLs"))  # noqa: PTH118, PTH120
)
"""The folders of Python's own library."""
_INSTALLED = frozenset({"site-packages", "dist-packages"})
"""What folders of installed packages are called: a virtual environment may lie in the project."""


class OwnImports:
    """Finds modules for this package, before pytest's import hook and the project are asked.

    That hook takes the whole distribution of a plugin for helpers of tests, and rewrites their
    asserts. Ours test nothing; parsing hundreds of them takes seconds where bytecode isn't kept.

    The project comes first on the path where conftest files, `pythonpath` or `python -m pytest`
    put it there. A module of it that is called like one that this package imports (`yaml.py`)
    would be run in its place.
    """

    def __init__(self, project: Iterable[str | os.PathLike[str]]) -> None:
        """Take the folders that hold the project's own code."""
        self._project = tuple(os.path.realpath(folder) for folder in project)
        self._known: dict[str, bool] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module lies that this package imports; None for what others import.

        Raises ModuleNotFoundError for one that only the project has.
        """
        if fullname.startswith(f"{_OWN}."):
            return PathFinder.find_spec(fullname, path, target)
        installed = self.installed()
        if path is not None or len(installed) == len(sys.path) or not self._is_wanted_by_us():
            return None
        if fullname in sys.builtin_module_names:
            return None
        found = PathFinder.find_spec(fullname, installed, target)
        if found is None and PathFinder.find_spec(fullname) is not None:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return found

    def installed(self) -> list[str]:
        """Return Python's path without the project's own folders."""
        return [entry for entry in sys.path if not self._is_of_project(entry)]

    def _is_of_project(self, entry: str) -> bool:
        """Tell whether an entry of Python's path is a folder of the project's own code."""
        if entry not in self._known:
            real = os.path.realpath(entry)
            inner = next((real[len(top) :] for top in self._project if is_below(real, top)), None)
            self._known[entry] = inner is not None and not (
                real == _OWN_FOLDER
                or not _INSTALLED.isdisjoint(Path(inner).parts)
                or any(is_below(real, folder) for folder in _PYTHON)
            )
        return self._known[entry]

    def _is_wanted_by_us(self) -> bool:
        """Tell whether this package imports, itself or in what it calls, and not the project.

        Hooks in conftest files, which this package may cause to be called, import as ever. So do
        entry points: who installs a package that extends this one may have it in the project.
        """
        frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 -- nothing else says who imports
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            if module.startswith(f"{_OWN}."):
                return True
            if module == metadata.__name__:
                return False
            folder = os.path.dirname(frame.f_code.co_filename)  # noqa: PTH120
            if folder and self._is_of_project(folder):  # Python's own importing has none
                return False
            frame = frame.f_back
        return False


def entry_points(group: str) -> list[metadata.EntryPoint]:
    """Return the entry points of a group that installed packages have.

    A folder of metadata in the project (`x.egg-info`) is no installation.
    """
    finder = next((each for each in sys.meta_path if isinstance(each, OwnImports)), None)
    if finder is None or len(finder.installed()) == len(sys.path):
        return list(metadata.entry_points(group=group))
    packages = metadata.distributions(path=finder.installed())
    points = (point for each in packages for point in each.entry_points if point.group == group)
    return list({(point.name, point.value): point for point in points}.values())
