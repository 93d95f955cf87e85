"""Comparing our DAGs with Airflow's: counts an aspect, and a list of what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import schedules
from .views import DEFAULTS, Dag, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ASPECTS = (
    "dags",
    "tasks",
    "edges",
    "operator",
    "retries",
    "retry_delay",
    "trigger_rule",
    "mapped",
    "setup",
    "teardown",
    "groups",
    "group",
    "schedule",
    "catchup",
)
"""All that is compared, in the order it is printed. `group` is the group of a task."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one aspect.

    `truth` and `ours` count what either side says, `both` what both say. Of
    settings only those that aren't the default count there; `compared` and
    `right` count all compared ones, so that `right / compared` is the share of
    matched tasks (or DAGs) that are right.
    """

    truth: int = 0
    ours: int = 0
    both: int = 0
    compared: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.truth + other.truth,
            self.ours + other.ours,
            self.both + other.both,
            self.compared + other.compared,
            self.right + other.right,
        )

    @property
    def precision(self) -> float:
        """Return the share of what we say that is so."""
        return self.both / self.ours if self.ours else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is so that we say."""
        return self.both / self.truth if self.truth else 1.0

    @property
    def share_right(self) -> float:
        """Return the share of the compared ones that are right."""
        return self.right / self.compared if self.compared else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference; `line` is 0 where it isn't known."""

    aspect: str
    path: str
    line: int
    subject: str
    expected: str
    got: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.aspect} of {self.subject}: Airflow {self.expected}, we {self.got}"


@dataclass(slots=True)
class Sheet:
    """The tallies and misses of one file, filled while it is compared."""

    path: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, aspect: str, tally: Tally) -> None:
        """Add a tally to an aspect's."""
        self.tallies[aspect] = self.tallies.get(aspect, Tally()) + tally

    def miss(self, aspect: str, line: int, subject: str, expected: object, got: object) -> None:
        """Note a difference."""
        self.misses.append(Miss(aspect, self.path, line, subject, str(expected), str(got)))

    def sets(
        self,
        aspect: str,
        truth: Iterable[str],
        ours: Iterable[str],
        of: str = "",
        lines: Mapping[str, int] | None = None,
    ) -> None:
        """Compare two sets of names."""
        left, right = set(truth), set(ours)
        both = len(left & right)
        every = len(left | right)
        self.add(aspect, Tally(len(left), len(right), both, every, both))
        for name in sorted(left ^ right):
            line = (lines or {}).get(name, 0)
            has, lacks = ("has it", "don't") if name in left else ("doesn't have it", "do")
            self.miss(aspect, line, f"{of}/{name}" if of else name, has, lacks)

    def value(
        self, aspect: str, line: int, subject: str, values: tuple[object, object, object]
    ) -> None:
        """Compare one value: the truth's, ours, the default."""
        truth, ours, default = values
        same = truth == ours
        said = (int(truth != default), int(ours != default))
        self.add(aspect, Tally(*said, int(same and truth != default), 1, int(same)))
        if not same:
            self.miss(aspect, line, subject, repr(truth), repr(ours))


def compare(path: str, truth: Sequence[Dag], ours: Sequence[Dag], text: str = "") -> Sheet:
    """Compare all DAGs of a file."""
    sheet = Sheet(path)
    found = {dag.name: dag for dag in ours}
    wanted = {dag.name: dag for dag in truth}
    lines = {name: _line_in(text, name) for name in wanted} | {d.name: d.line for d in ours}
    sheet.sets("dags", wanted, found, lines=lines)
    for name in sorted(wanted.keys() | found.keys()):
        empty = Dag(name, {})
        _compare_dag(sheet, wanted.get(name, empty), found.get(name, empty), text)
    return sheet


def _compare_dag(sheet: Sheet, truth: Dag, ours: Dag, text: str) -> None:
    lines = {name: _line_in(text, name) or ours.line for name in truth.tasks}
    lines |= {task.name: task.line or lines.get(task.name, 0) for task in ours.tasks.values()}
    sheet.sets("tasks", truth.tasks, ours.tasks, truth.name, lines)
    left, right = _edges(truth), _edges(ours)
    edge_lines = {text: lines.get(target, 0) for text, target in (left | right).items()}
    sheet.sets("edges", left, right, truth.name, edge_lines)
    for name in sorted(truth.tasks.keys() & ours.tasks.keys()):
        for aspect, default in DEFAULTS.items():
            pair = (truth.tasks[name].setting(aspect), ours.tasks[name].setting(aspect))
            sheet.value(aspect, lines[name], f"{truth.name}/{name}", (*pair, default))
    full = {task.setting("group") for task in truth.tasks.values()}
    full |= {parent for name, parent in truth.groups.items() if name in full}
    groups = [name for name in truth.groups if name in full or name in ours.groups]
    sheet.sets("groups", groups, ours.groups, truth.name, dict.fromkeys(groups, ours.line))
    if not ours.tasks and truth.tasks:
        return
    if truth.schedule is not None:
        got = ours.schedule or Schedule()
        pair = (truth.schedule, truth.schedule if schedules.same(truth.schedule, got) else got)
        sheet.value("schedule", ours.line, truth.name, (*pair, Schedule()))
    if truth.catchup is not None:
        sheet.value("catchup", ours.line, truth.name, (truth.catchup, bool(ours.catchup), False))


def _edges(dag: Dag) -> dict[str, str]:
    """Map each edge, as text, to its target."""
    return {f"{up} → {task.name}": task.name for task in dag.tasks.values() for up in task.upstream}


def _line_in(text: str, name: str) -> int:
    """Guess the line of something we did not find: where its name stands in the file."""
    last = name.rpartition(".")[2]
    for number, line in enumerate(text.splitlines(), 1):
        if f'"{last}"' in line or f"'{last}'" in line or f"def {last}(" in line:
            return number
    return 0
