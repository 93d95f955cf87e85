"""What is asked of the disk, and by whom: so a result knows all that it depends on.

Whoever reads a file, lists a folder or asks what is there asks the run's Disk, which notes the
question. The answer to a question is a short text that differs whenever what was worked out with
it could: a hash, a name. It is worked out only when somebody needs it, and once a run: the files
of a project are taken not to change meanwhile. What lies outside of the root folder isn't there.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources import folders
from pytest_etl_diagram.sources.contents import Contents
from pytest_etl_diagram.sources.folders import Folders, inside
from pytest_etl_diagram.sources.imports import EXISTING, MODULE, TOP, ImportPaths

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

Question = tuple[str, str]
"""What is asked, one of `Disk.asks`, and of what: a path relative to the root folder, or JSON."""

FILE, KIND, NAMES, BELOW, HOLDING = "file", "kind", "names", "below", "holding"
UNSEEN = frozenset({"__pycache__", ".git", ".pytest_cache", "__etl_diagrams__"})
"""Names that are in no listing of a folder: they come and go with runs and commits."""
MAX_SEARCHED = 10_000_000
"""In a file of more bytes nothing is searched."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
"""What texts in UTF-16 and UTF-32 begin with."""


class Disk:
    """The files below a root folder, as far as a run asks about them.

    `asks` says how each sort of question is answered:

    - FILE by the hash of the content, what is wrong if it can't be read, "" if it isn't there;
    - KIND by what there is: `file`, `folder`, "", or why what is there is refused;
    - NAMES (folder, expression) by a hash of the fitting names in it and of what they are;
    - BELOW (folder, suffixes, folders to skip) by a hash of the paths of the files;
    - HOLDING (suffixes, expression) by a hash of the paths of the files in which it is found;
    - TOP, MODULE and EXISTING by what an import finds (see `ImportPaths`).
    """

    def __init__(self, rootdir: Path, import_roots: tuple[Path, ...] = ()) -> None:
        """Take the root folder, and further folders that imports start from."""
        self.rootdir = rootdir
        self.folders = Folders(rootdir)
        self.contents = Contents(self.folders)
        roots = (root for root in import_roots if root.is_relative_to(rootdir))
        self.imports = ImportPaths(
            self, tuple(root.relative_to(rootdir).as_posix() for root in roots)
        )
        self.asks: dict[str, Callable[[str], str]] = {
            FILE: self.contents.hash,
            KIND: lambda of: self.folders.kind(of) or self.folders.refusal(of)[1],
            NAMES: lambda of: self._hash_of_names(*json.loads(of)),
            BELOW: lambda of: _hash(
                (*self._below(*json.loads(of)), *sorted(self._refused_below(*json.loads(of))))
            ),
            HOLDING: lambda of: _hash(self._holding(*json.loads(of))),
            TOP: self.imports.answer_top,
            MODULE: self.imports.answer,
            EXISTING: lambda of: (
                self.imports.find(of) or " ".join(self.imports.refusal(f"/{of}", ""))
            ),
        }
        self._answers: dict[Question, str] = {}
        self._watching: list[dict[Question, None]] = []
        self._searched: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    # -- questions --------------------------------------------------------------------------------

    def note(self, what: str, of: str) -> None:
        """Note that what is being worked out depends on the answer to a question."""
        for questions in self._watching:
            questions[what, of] = None

    def note_all(self, questions: Iterable[Question]) -> None:
        """Note the questions of something that was worked out before and is used again."""
        for what, of in questions:
            self.note(what, of)

    @contextlib.contextmanager
    def apart(self) -> Iterator[dict[Question, None]]:
        """Give the questions that are noted inside, as `watched` does; nobody else is told."""
        watching, self._watching = self._watching, []
        try:
            with self.watched() as questions:
                yield questions
        finally:
            self._watching = watching

    @contextlib.contextmanager
    def watched(self) -> Iterator[dict[Question, None]]:
        """Give the questions that are noted inside, in order, each once."""
        questions: dict[Question, None] = {}
        self._watching.append(questions)
        try:
            yield questions
        finally:
            self._watching.pop()

    def answer(self, question: Question) -> str:
        """Return the answer to a question; one of an unknown sort has none (KeyError)."""
        if question not in self._answers:
            what, of = question
            self._answers[question] = self.asks[what](of)
        return self._answers[question]

    # -- what notes its own question --------------------------------------------------------------

    def kind(self, path: str) -> str:
        """Return what there is at a path: `file`, `folder` or "" for nothing that can be read."""
        place = inside(path)
        if place is None:
            return folders.NOTHING
        self.note(KIND, place)
        return self.folders.kind(place)

    def refusal(self, path: str) -> tuple[str, str]:
        """Return what is refused on the way to a path, and why: see `Folders.refusal`."""
        place = inside(path)
        if place:
            self.note(KIND, place)
        return self.folders.refusal(path)

    def read(self, path: str, size: int = -1) -> bytes:
        """Return the content of a file, the first `size` bytes at most if that is given.

        Raises OSError where it can't be read.
        """
        return self.contents.read(self._noted_file(path), size)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file that is going to be read; raises OSError as `read`."""
        return self.contents.head(self._noted_file(path), size)

    def names(self, folder: str, fitting: str = "") -> dict[str, str] | None:
        """Return the names in a folder, sorted, with what they are; None where there is none.

        `fitting` is an expression that is to be found in a name (`re.search`).
        """
        place = inside(folder)
        if place is None:
            return None
        self.note(NAMES, json.dumps((place, fitting)))
        return self._names(place, fitting)

    def below(
        self, folder: str, suffixes: tuple[str, ...], skipped: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Return the files below a folder whose names, in lower case, end so: see `Folders`."""
        key = folder, suffixes, tuple(sorted(skipped))
        self.note(BELOW, json.dumps(key))
        return self._below(*key)

    def holding(self, suffixes: tuple[str, ...], expression: str) -> tuple[str, ...]:
        """Return the files of the project that end so and in whose bytes an expression is found.

        What else they hold is nothing to who asks.
        """
        self.note(HOLDING, json.dumps((suffixes, expression)))
        return self._holding(suffixes, expression)

    def refused(self, questions: Iterable[Question]) -> dict[str, str]:
        """Return what is refused of all that questions are about, with the reasons.

        Of the names in a folder it is what was asked for by a part of them.
        """
        found: dict[str, str] = {}
        for what, of in questions if self.folders.has_refused else ():
            if what in (FILE, KIND):
                path, why = self.folders.refusal(of)
                found |= {path: why} if why else {}
            elif what == BELOW:
                found |= self._refused_below(*json.loads(of))
            elif what == NAMES:
                found |= self._refused_names(*json.loads(of))
        return found

    # -- answers ----------------------------------------------------------------------------------

    def _noted_file(self, path: str) -> str:
        place = inside(path)
        if place is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        self.note(FILE, place)
        return place

    def _names(self, folder: str, fitting: str) -> dict[str, str] | None:
        listed = self.folders.listed(folder)
        if not listed.exists:
            return None
        search = re.compile(fitting).search
        return {n: kind for n, kind in listed.kinds.items() if n not in UNSEEN and search(n)}

    def _hash_of_names(self, folder: str, fitting: str) -> str:
        names = self._names(folder, fitting)
        links = self.folders.listed(folder).links
        return "" if names is None else _hash(f"{n}/{k}/{n in links}" for n, k in names.items())

    def _below(
        self, folder: str, suffixes: Sequence[str], skipped: Sequence[str] = ()
    ) -> tuple[str, ...]:
        ends = tuple(suffixes)
        return tuple(p for p in self.folders.below(folder, skipped) if p.lower().endswith(ends))

    def _refused_below(
        self, folder: str, suffixes: Sequence[str], skipped: Sequence[str] = ()
    ) -> dict[str, str]:
        refused = self.folders.refused_below(folder, skipped)
        return {p: why for p, why in refused.items() if p.lower().endswith(tuple(suffixes))}

    def _refused_names(self, folder: str, fitting: str) -> dict[str, str]:
        if not fitting:
            return {}
        refused, search = self.folders.listed(folder).refused, re.compile(fitting).search
        prefix = f"{folder}/" if folder else ""
        return {prefix + name: why for name, why in refused.items() if search(name)}

    def _holding(self, suffixes: Sequence[str], expression: str) -> tuple[str, ...]:
        key = tuple(suffixes), expression
        if key not in self._searched:
            search = re.compile(expression.encode("ascii")).search
            self._searched[key] = tuple(
                path for path in self._below("", suffixes) if search(self._plain(path))
            )
        return self._searched[key]

    def _plain(self, path: str) -> bytes:
        """Return the bytes of a file to search in, none where it can't be read."""
        try:
            data = self.contents.head(path, MAX_SEARCHED + 1)
        except OSError:  # where it is read for its own sake, a problem says that it can't be
            return b""
        if len(data) > MAX_SEARCHED:
            return b""
        return data.replace(b"\0", b"") if data.startswith(_WIDE) else data


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
