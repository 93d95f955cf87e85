"""The part of a project where pipelines live, and what speaks for a file that it holds one."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.folders import FILE, OUTSIDE_FOLDER
from pytest_etl_diagram.sources.globs import compile_globs
from pytest_etl_diagram.sources.hints import (
    AIRFLOW,
    HEAD_SIZE,
    SUFFIXES,
    DocumentHint,
    Hint,
    matching,
    might_be_started,
    might_hold_pipeline,
    names_of,
)
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.testing import is_test_source
from pytest_etl_diagram.sources.text import MAX_CODE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MAIN = "__main__.py"


class Evidence(Enum):
    """How much speaks for a file that it holds a pipeline.

    NONE: nothing, or the settings leave it out. PLAIN: it holds something that
    may be started, as most scripts and templates do. STRONG: the hints of an
    orchestrator, or a setting that names it; such a file has to be readable.
    """

    NONE = 0
    PLAIN = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """Which files may hold pipelines in plain Python.

    `tests` are the patterns of test files' names, which hold none, `scripts`
    the files of console scripts, `named` those that a setting names.
    """

    tests: tuple[str, ...] = ()
    scripts: frozenset[Path] = frozenset()
    named: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Territory:
    """The part of a project where pipelines live.

    `starts` are the folders and files to look in, `excluded` globs of what to
    leave out (see `globs.compile_globs`), `snapshots` the folder of the
    snapshots, `hints` what a file must hold to be an orchestrator's, `plain`
    which files are looked at beside those (None: none), `documents` what speaks
    for a file of data. All paths are absolute and below `rootdir`. The `disk` of
    the run is given what is read.

    A file is a path, or a source: its path relative to `rootdir` with forward slashes.
    """

    rootdir: Path
    starts: tuple[Path, ...]
    excluded: tuple[str, ...]
    snapshots: Path
    hints: tuple[Hint, ...] = (AIRFLOW,)
    plain: PlainFiles | None = None
    documents: tuple[DocumentHint, ...] = ()
    disk: Disk = field(default=None, compare=False, repr=False)  # type: ignore[assignment]
    _weighed: dict[str, Evidence] = field(default_factory=dict, compare=False, repr=False)
    _grounds: _Grounds = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what each file is compared with; without a disk there is one for this only."""
        if self.disk is None:
            object.__setattr__(self, "disk", Disk(self.rootdir))
        object.__setattr__(self, "_grounds", _grounds(self))

    def evidence(self, path: Path) -> Evidence:
        """Return what speaks for the file at `path`; its bytes are looked at once.

        One that can't be read has STRONG evidence: reading it for good then
        fails with a message that says why.
        """
        source = _source(path, self.rootdir)
        return Evidence.NONE if source is None else self.evidence_of(source)

    def evidence_of(self, source: str) -> Evidence:
        """Return what speaks for a source: see `evidence`."""
        if not self.holds(source):
            return Evidence.NONE
        if source not in self._weighed:
            is_code = source.endswith(SUFFIXES)
            weighed = self._weigh_code(source) if is_code else self._weigh_document(source)
            self._weighed[source] = weighed
        return self._weighed[source]

    def holds(self, source: str) -> bool:
        """Tell whether the settings allow a pipeline in a source, whatever the file holds.

        A folder that is a link out of the root folder may hold some, too: it is refused as one.
        """
        if self.is_of_snapshots(source):
            return False
        if not self.is_named(source) and not self._is_folder_outside(source):
            return False
        if source in self._grounds.named:
            return True
        if not f"{source}/".startswith(self._grounds.starts):
            return False
        return not self.is_excluded(source)

    def is_excluded(self, source: str) -> bool:
        """Tell whether the globs of what to leave out name a source."""
        excluded = self._grounds.excluded
        return excluded is not None and excluded.match(source) is not None

    def is_named(self, source: str) -> bool:
        """Tell whether a file of this name can hold a pipeline or deployment."""
        if source.endswith(SUFFIXES):
            return True
        documents = self._grounds.documents
        return documents is not None and documents.match(source.lower()) is not None

    def is_of_snapshots(self, source: str) -> bool:
        """Tell whether a source is the folder of the snapshots, or lies in it."""
        return f"{source}/".startswith(self._grounds.snapshots)

    def sources_of_starts(self) -> frozenset[str]:
        """Return the places to look in: the starts, and the files that a setting names."""
        starts = (start.removesuffix("/") for start in self._grounds.starts)
        return self._grounds.named.union(starts)

    def _weigh_document(self, source: str) -> Evidence:
        """Weigh a file of data; those of tests describe no pipeline of the project."""
        if is_test_source(source, self.rootdir, ()):
            return Evidence.NONE
        head = self._look(source, HEAD_SIZE)
        if head is None and self.disk.folders.kind(source) != FILE:
            return self._weigh_refused(source)
        found = matching(self.documents, source, head)
        if not found:
            return Evidence.NONE
        if head is not None and len(head) < HEAD_SIZE:
            self.disk.contents.keep(source, head)
        is_strong = any(hint.strong for hint in found)
        return Evidence.STRONG if is_strong else Evidence.PLAIN

    def _weigh_code(self, source: str) -> Evidence:
        data = self._look(source, MAX_CODE + 1)
        if data is None:
            is_file = self.disk.folders.kind(source) == FILE
            return Evidence.STRONG if is_file else self._weigh_refused(source)
        evidence = self._told_by(source, data)
        if evidence is not Evidence.NONE and len(data) <= MAX_CODE:
            self.disk.contents.keep(source, data)
        return evidence

    def _weigh_refused(self, source: str) -> Evidence:
        """Weigh what is refused by its name: nobody knows what it holds.

        It is told as code that can't be read is; as what may be a pipeline, where only a look
        could tell. What lies behind a refused folder is told with that folder.
        """
        refused, why = self.disk.folders.refusal(source)
        tests = self.plain.tests if self.plain is not None else ()
        if refused != source or is_test_source(source, self.rootdir, tests):
            return Evidence.NONE
        if why == OUTSIDE_FOLDER:
            return Evidence.PLAIN
        if source.endswith(SUFFIXES):
            return Evidence.STRONG
        named = (hint for hint in self.documents if hint.strong and not hint.holds)
        return Evidence.STRONG if matching(named, source, None) else Evidence.PLAIN

    def _is_folder_outside(self, source: str) -> bool:
        return self.disk.folders.refusal(source) == (source, OUTSIDE_FOLDER)

    def _look(self, source: str, size: int) -> bytes | None:
        """Return the first bytes of a file; None where it can't be read."""
        try:
            return self.disk.contents.head(source, size)
        except OSError:
            return None

    def _told_by(self, source: str, data: bytes) -> Evidence:
        """Return what the bytes of a Python file say, and its name."""
        if might_hold_pipeline(data, self.hints):
            return Evidence.STRONG
        if self.plain is None:
            return Evidence.NONE
        if source in self._grounds.named:
            return Evidence.STRONG
        if is_test_source(source, self.rootdir, self.plain.tests):
            return Evidence.NONE
        is_script = source in self._grounds.scripts or source.rpartition("/")[2] == _MAIN
        return Evidence.PLAIN if is_script or might_be_started(data) else Evidence.NONE


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What each source is compared with; `starts` and `snapshots` end in a slash."""

    starts: tuple[str, ...]
    snapshots: tuple[str, ...]
    named: frozenset[str]
    scripts: frozenset[str]
    excluded: re.Pattern[str] | None
    documents: re.Pattern[str] | None


def _grounds(territory: Territory) -> _Grounds:
    plain = territory.plain or PlainFiles()
    root = territory.rootdir

    def sources(paths: Iterable[Path]) -> Iterator[str]:
        return (source for path in paths if (source := _source(path, root)) is not None)

    return _Grounds(
        tuple(f"{source}/" if source else "" for source in sources(territory.starts)),
        tuple(f"{source}/" for source in sources((territory.snapshots,))),
        frozenset(sources(plain.named)),
        frozenset(sources(plain.scripts)),
        compile_globs(territory.excluded),
        names_of(territory.documents) if territory.documents else None,
    )


def _source(path: Path, rootdir: Path) -> str | None:
    """Return a path as a source, None for one outside of the root folder."""
    start = f"{rootdir}{os.sep}"
    whole = str(path)
    if whole.startswith(start):
        return whole[len(start) :].replace(os.sep, "/")
    return "" if path == rootdir else None
