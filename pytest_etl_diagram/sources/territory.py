"""The part of a project where pipelines live, and what speaks for a file that it holds one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.globs import compile_globs
from pytest_etl_diagram.sources.hints import (
    AIRFLOW,
    HEAD_SIZE,
    SUFFIXES,
    DocumentHint,
    Hint,
    matches_hint,
    might_be_started,
    might_hold_pipeline,
    names_of,
)
from pytest_etl_diagram.sources.testing import is_of_tests

if TYPE_CHECKING:
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
    for a file of data. All paths are absolute and below `rootdir`.
    """

    rootdir: Path
    starts: tuple[Path, ...]
    excluded: tuple[str, ...]
    snapshots: Path
    hints: tuple[Hint, ...] = (AIRFLOW,)
    plain: PlainFiles | None = None
    documents: tuple[DocumentHint, ...] = ()
    _weighed: dict[Path, Evidence] = field(default_factory=dict, compare=False, repr=False)

    def evidence(self, path: Path) -> Evidence:
        """Return what speaks for the file at `path`; its bytes are looked at once.

        One that can't be read has STRONG evidence: reading it for good then
        fails with a message that says why.
        """
        if not self.holds(path):
            return Evidence.NONE
        if path not in self._weighed:
            self._weighed[path] = self._weigh(path)
        return self._weighed[path]

    def holds(self, path: Path) -> bool:
        """Tell whether the settings allow a pipeline at `path`, whatever the file holds."""
        if not self.is_named(path) or self.snapshots in path.parents:
            return False
        if self.plain is not None and path in self.plain.named:
            return True
        if not any(start == path or start in path.parents for start in self.starts):
            return False
        globs = compile_globs(self.excluded)
        return globs is None or not globs.match(path.relative_to(self.rootdir).as_posix())

    def is_named(self, path: Path) -> bool:
        """Tell whether a file of this name can hold a pipeline or deployment."""
        if path.suffix in SUFFIXES:
            return True
        if not self.documents or self.rootdir not in path.parents:
            return False
        source = path.relative_to(self.rootdir).as_posix()
        return names_of(self.documents).search(source.lower()) is not None

    def _weigh(self, path: Path) -> Evidence:
        return self._weigh_code(path) if path.suffix in SUFFIXES else self._weigh_document(path)

    def _weigh_document(self, path: Path) -> Evidence:
        """Weigh a file of data; those of tests describe no pipeline of the project."""
        if is_of_tests(path, self.rootdir, ()):
            return Evidence.NONE
        try:
            with path.open("rb") as file:
                head: bytes | None = file.read(HEAD_SIZE)
        except OSError:
            if not path.is_file():
                return Evidence.NONE
            head = None
        source = path.relative_to(self.rootdir).as_posix()
        found = [hint.strong for hint in self.documents if matches_hint(hint, source, head)]
        if not found:
            return Evidence.NONE
        return Evidence.STRONG if any(found) else Evidence.PLAIN

    def _weigh_code(self, path: Path) -> Evidence:
        try:
            data = path.read_bytes()
        except OSError:
            return Evidence.STRONG if path.is_file() else Evidence.NONE
        if might_hold_pipeline(data, self.hints):
            return Evidence.STRONG
        if self.plain is None:
            return Evidence.NONE
        if path in self.plain.named:
            return Evidence.STRONG
        if is_of_tests(path, self.rootdir, self.plain.tests):
            return Evidence.NONE
        is_script = path in self.plain.scripts or path.name == _MAIN
        return Evidence.PLAIN if is_script or might_be_started(data) else Evidence.NONE
