"""The files of a project that are read as data, each once a run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.encodings import read_text
from pytest_etl_diagram.documents.yaml import read_yaml
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.sources.walk import ENVIRONMENT_MARKS, SKIPPED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The documents of a YAML file, and what is wrong with it.

    Of a file that isn't YAML there are no documents from the fault on. A doubled key is a
    problem, and its last value counts.
    """

    source: str
    documents: tuple[Tree, ...] = ()
    problems: tuple[Problem, ...] = ()


class Files:
    """The project's files of data: paths are relative to the root folder, with forward slashes.

    Files outside of the root folder are never opened.
    """

    def __init__(self, rootdir: Path) -> None:
        """Take the root folder."""
        self.rootdir = rootdir
        self._yaml: dict[str, YamlFile] = {}
        self._texts: dict[str, str | SourceError] = {}
        self._names: tuple[str, ...] | None = None

    def exists(self, source: str) -> bool:
        """Tell whether there is such a file in the project."""
        path = self._inside(source)
        return path is not None and os.path.isfile(path)  # noqa: PTH113  never raises

    def listing(self, folder: str) -> tuple[str, ...]:
        """Return the files right in a folder ("" for the root), sorted; none without a folder."""
        path = self._inside(folder)
        prefix = f"{folder}/" if folder not in ("", ".") else ""
        try:
            children = () if path is None else tuple(path.iterdir())
        except OSError:
            return ()
        return tuple(sorted(f"{prefix}{child.name}" for child in children if child.is_file()))

    def everywhere(self, suffixes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the files of the whole project whose names end so, sorted; no link is followed."""
        if self._names is None:
            self._names = tuple(sorted(self._walk()))
        return tuple(name for name in self._names if name.lower().endswith(suffixes))

    def _walk(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.rootdir):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            if any(mark in folders or mark in names for mark in ENVIRONMENT_MARKS):
                folders.clear()
                continue
            place = Path(folder).relative_to(self.rootdir).as_posix()
            prefix = "" if place == "." else f"{place}/"
            yield from (f"{prefix}{name}" for name in names)

    def text(self, source: str) -> str:
        """Return the text of a file, with LF; raise SourceError where it can't be read."""
        if source not in self._texts:
            self._texts[source] = self._read(source)
        found = self._texts[source]
        if isinstance(found, SourceError):
            raise found
        return found

    def yaml(self, source: str) -> YamlFile:
        """Return a YAML file; one that can't be read has no documents and a problem."""
        if source not in self._yaml:
            self._yaml[source] = self._read_yaml(source)
        return self._yaml[source]

    def _read(self, source: str) -> str | SourceError:
        path = self._inside(source)
        if path is None:
            return SourceError(source, 0, "lies outside of the project and isn't read")
        try:
            return read_text(path, source)
        except SourceError as error:
            return error

    def _read_yaml(self, source: str) -> YamlFile:
        try:
            documents, problems = read_yaml(self.text(source), source)
        except SourceError as error:
            return YamlFile(source, (), (Problem(error.path, error.line, error.message),))
        return YamlFile(source, documents, problems)

    def _inside(self, source: str) -> Path | None:
        """Return the absolute path of a file of the project, None for one that isn't in it."""
        try:
            path = (self.rootdir / source).resolve()
            root = self.rootdir.resolve()
        except (OSError, RuntimeError, ValueError):  # a loop of links, a null character
            return None
        return self.rootdir / source if path == root or root in path.parents else None
