"""The files of a project that are read as data, each once a run."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from pytest_etl_diagram.documents.encodings import decode, too_long
from pytest_etl_diagram.documents.limits import MAX_SIZE
from pytest_etl_diagram.documents.yaml import read_yaml
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.sources import observing
from pytest_etl_diagram.sources.folders import FILE, FOLDER, inside
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.text import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.sources.observing import Question

Value = TypeVar("Value")


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

    def __init__(self, rootdir: Path, disk: Disk | None = None) -> None:
        """Take the root folder, and the disk that is told what is asked of it."""
        self.rootdir = rootdir
        self.disk = disk or Disk(rootdir)
        self._yaml: dict[str, YamlFile] = {}
        self._texts: dict[str, str | SourceError] = {}
        self._once: dict[object, tuple[object, tuple[Question, ...]]] = {}

    def once(self, work: Callable[[Files], Value]) -> Value:
        """Return what `work` makes of these files: it is called once a run.

        Whoever gets it depends on all that it asked for.
        """
        if work not in self._once:
            with self.disk.watched() as questions:
                made = work(self)
            self._once[work] = made, tuple(questions)
            return made
        known, asked = self._once[work]
        self.disk.note_all(asked)
        return cast("Value", known)

    def exists(self, source: str) -> bool:
        """Tell whether there is such a file in the project."""
        return self.disk.kind(source) == FILE

    def refusal(self, source: str) -> str:
        """Return why a file is none of the project although something is there, "" for nothing.

        That is what is refused on the way to it, and why: `conf/x.yml is a link that leads …`.
        """
        return " ".join(filter(None, self.disk.refusal(source)))

    def is_folder(self, source: str) -> bool:
        """Tell whether there is such a folder in the project."""
        return self.disk.kind(source) == FOLDER

    def listing(self, folder: str, fitting: str = "") -> tuple[str, ...]:
        """Return the files right in a folder ("" for the root), sorted; none without a folder.

        `fitting` is an expression that is to be found in their names: other files of the folder
        may then come and go.
        """
        names = self.disk.names(folder, fitting) or {}
        prefix = f"{folder}/" if folder not in ("", ".") else ""
        return tuple(f"{prefix}{name}" for name, kind in names.items() if kind == FILE)

    def below(
        self, folder: str, suffixes: tuple[str, ...], skipped: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the files below a folder that end so, sorted by path.

        Links to folders aren't followed; folders called as one of `skipped` are left out, and
        those of other people's code.
        """
        return self.disk.below(folder, suffixes, skipped)

    def text(self, source: str) -> str:
        """Return the text of a file, with LF; raise SourceError where it can't be read."""
        self._note(source)
        if source not in self._texts:
            self._texts[source] = self._read(source)
        found = self._texts[source]
        if isinstance(found, SourceError):
            raise found
        return found

    def yaml(self, source: str) -> YamlFile:
        """Return a YAML file; one that can't be read has no documents and a problem."""
        self._note(source)
        if source not in self._yaml:
            self._yaml[source] = self._read_yaml(source)
        return self._yaml[source]

    def _note(self, source: str) -> None:
        place = inside(source)
        if place is not None:
            self.disk.note(observing.FILE, place)

    def _read(self, source: str) -> str | SourceError:
        if self.disk.folders.kind(source) != FILE:
            return self._no_file(source)
        try:
            data = self.disk.read(source, MAX_SIZE + 1)
            if len(data) > MAX_SIZE:
                return too_long(source, (self.rootdir / source).stat().st_size)
            return decode(data, source)
        except OSError as error:
            return unreadable(error, source)
        except SourceError as error:
            return error

    def _no_file(self, source: str) -> SourceError:
        """Say why what is no file of the project can't be read."""
        if inside(source) is None:
            return SourceError(source, 0, "lies outside of the project and isn't read")
        refused, why = self.disk.refusal(source)
        if why:
            words = why if refused == inside(source) else f"{refused} {why}"
        elif self.disk.folders.kind(source) == FOLDER:
            words = "is no plain file"
        else:
            words = os.strerror(errno.ENOENT)
        return SourceError(source, 0, f"can't be read: {words}")

    def _read_yaml(self, source: str) -> YamlFile:
        try:
            documents, problems = read_yaml(self.text(source), source)
        except SourceError as error:
            return YamlFile(source, (), (Problem(error.path, error.line, error.message),))
        return YamlFile(source, documents, problems)
