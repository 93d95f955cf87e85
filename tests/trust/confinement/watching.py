"""Running Python and pytest under the watch, and judging what they did."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest_etl_diagram

from . import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OWN_FOLDERS = ("__etl_diagrams__", ".pytest_cache", "pytest-cache-files-")
"""What a run may write below the root folder; pytest makes its cache under the last name."""
_VARIABLES = (
    "PYTHONPYCACHEPREFIX",  # the project's own bytecode must count, if anybody imports it
    "PYTEST_ADDOPTS",
    "PYTEST_PLUGINS",
    "PYTEST_XDIST_WORKER",
    "CI",
    "GITHUB_ACTIONS",
)
START, IN_TURN, LOG = "start.py", "in_turn.py", "log"
FLAGS = ("--etl-diagrams", "-p", "watch", "-p", "no:hypothesispytest")
"""Hypothesis looks far and wide for the end of a run."""
LIMIT = 120
"""Seconds after which a run hangs."""


@dataclass(frozen=True)
class Event:
    """What happened: the audit event, what it is about, whether that is changed, and by whom.

    `ours` says that this package is on the stack, `near` are the nearest six on it.
    """

    event: str
    of: str
    writes: bool
    ours: bool
    near: tuple[str, ...]

    def __str__(self) -> str:
        """Show the event on a line."""
        return f"{self.event} {self.of} by {' < '.join(self.near)}"


@dataclass(frozen=True)
class Watched:
    """A process that has ended: its status, what it printed, and what it did."""

    status: int
    output: str
    events: tuple[Event, ...]


def run(args: Sequence[str], cwd: Path) -> Watched:
    """Run this Python with arguments in a folder, where `import watch` installs the watch.

    Besides, `start.py` is pytest's own command: the folder isn't on Python's path.
    """
    with tempfile.TemporaryDirectory() as folder:
        done = _python(args, cwd, folder)
        return Watched(done.returncode, done.stdout, _noted(Path(folder, LOG), folder))


def run_pytest(root: Path, *args: str) -> Watched:
    """Run pytest with diagrams in a root folder, under the watch."""
    return run((START, *FLAGS, *args), root)


def run_pytest_in_turn(roots: Sequence[Path], *args: str) -> list[Watched]:
    """Run pytest with diagrams in each of many root folders, all in one process under the watch."""
    with tempfile.TemporaryDirectory() as folder:
        done = _python((IN_TURN, folder, *FLAGS, *args, "--", *map(str, roots)), roots[0], folder)
        assert done.returncode == 0, done.stdout
        return [_of_turn(Path(folder), number) for number in range(len(roots))]


def _of_turn(folder: Path, number: int) -> Watched:
    status, output, log = (folder / f"{number}.{end}" for end in ("status", "out", "log"))
    printed = output.read_text(encoding="utf-8", errors="replace")
    return Watched(int(status.read_text()), printed, _noted(log, str(folder)))


def _python(args: Sequence[str], cwd: Path, folder: str) -> subprocess.CompletedProcess[str]:
    for file in (watch.__file__, Path(__file__).with_name(IN_TURN)):
        shutil.copy(file, folder)
    Path(folder, START).write_text("import sys, pytest\nsys.exit(pytest.main())\n")
    own = {START: str(Path(folder, START)), IN_TURN: str(Path(folder, IN_TURN))}
    environment = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    environment |= {"PYTHONPATH": folder, "WATCH_LOG": str(Path(folder, LOG))}
    environment |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)  # for pytest's own files
    return subprocess.run(
        [sys.executable, *(own.get(each, each) for each in args)],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=LIMIT,
        check=False,
    )


def _noted(log: Path, folder: str) -> tuple[Event, ...]:
    """Return the events of a log, without those that are about the watch's own folder."""
    if not log.exists():
        return ()
    events = map(_event, map(json.loads, log.read_text(encoding="utf-8").splitlines()))
    return tuple(event for event in events if not is_in(event.of, folder))


def _event(row: dict[str, Any]) -> Event:
    stack = row["stack"]
    return Event(row["event"], row["of"], row["writes"], stack["ours"], tuple(stack["near"]))


@dataclass(frozen=True)
class Confinement:
    """What a run may do in a root folder; `outside` are folders elsewhere that it may look into."""

    root: str
    outside: tuple[str, ...] = field(default_factory=lambda: tuple(_of_python()))

    @classmethod
    def to(cls, root: Path) -> Confinement:
        """Return the confinement to a root folder and to what Python itself reads."""
        return cls(os.path.realpath(root))

    def breaches(self, events: Iterable[Event]) -> list[str]:
        """Return what is no business of a run, each once."""
        return list(dict.fromkeys(str(event) for event in events if self._is_breach(event)))

    def _is_breach(self, event: Event) -> bool:
        if event.event in watch.STARTS or event.event.startswith(watch.CONNECTS):
            return True
        if event.event in watch.SETS:
            return event.ours
        if event.event in watch.MAKES:
            return self._is_code_of_project(event)
        place = os.path.realpath(event.of)
        if event.writes:
            return not self._is_own(place)
        if is_in(place, self.root):
            return event.of.endswith(".pyc")  # reading bytecode is the first half of running it
        # what isn't ours on the stack is pytest's or Python's own: ini files above, plugins
        return event.ours and not any(is_in(place, folder) for folder in self.outside)

    def _is_own(self, place: str) -> bool:
        """Tell whether a run, and pytest, may write at a place."""
        if is_in(self.root, place):  # pytest makes the folders around its cache if need be
            return True
        inner = place[len(self.root) + 1 :] if is_in(place, self.root) else ""
        if inner.startswith(OWN_FOLDERS):
            return True
        return any(is_in(place, folder) for folder in (*self.outside, os.devnull))

    def _is_code_of_project(self, event: Event) -> bool:
        """Tell whether code of the project is made or run.

        A text that no parser takes is given to `ast.parse` for the words of its error, which
        makes no code. Its events have no file name.
        """
        if event.event == "pickle.find_class":
            return True
        if event.event == "import":
            return event.ours and event.of.partition(".")[0] in self._names
        return is_in(os.path.realpath(event.of), self.root)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of modules that only the project has: of others `exec` tells whose they are."""
        files = Path(self.root).rglob("*.py")
        known = sys.stdlib_module_names | IMPORTED
        return frozenset(file.stem for file in files) - known


IMPORTED = frozenset(
    {"pytest_etl_diagram", "libcst", "yaml", "_yaml", "syrupy", "sqlglot", "tomli"}
)
"""Packages that this one imports, and itself, whatever a project calls so."""


def _of_python() -> Iterator[str]:
    """Yield the folders that Python's own library, packages and bytecode lie in."""
    named = {*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, sys.exec_prefix}
    yield from (os.path.realpath(folder) for folder in named)
    yield os.path.realpath(Path(pytest_etl_diagram.__file__).parents[1])


def is_in(place: str, folder: str) -> bool:
    """Tell whether a path without links is a folder or lies in it."""
    return f"{place}{os.sep}".startswith(f"{folder.rstrip(os.sep)}{os.sep}")
