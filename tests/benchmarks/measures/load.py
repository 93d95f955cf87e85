"""What one more module, DAG or task costs in a big project, against the same in a small one.

A ratio near 1 is growth in proportion; work that grew with the square would have the ratio
of the sizes. What a project with one of them needs, mostly to start, is taken off both sides.
Of snapshots and tasks the small project has as many, in more modules: else it would be too soon
done to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks import loads
from tests.benchmarks.projects import ON
from tests.benchmarks.runs import Command, Cost, RunError, measure, pytest_command
from tests.benchmarks.table import Peer, Row, at_most, without_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.plan import Plan
    from tests.benchmarks.runs import Timing

    Texts = Callable[[int, int, int], dict[str, str]]
    """The files of a project of a size, whose tasks have so many retries, in so many modules."""

LIMIT = 1.5
FOLDERS = 4
"""Folders with the most snapshots."""

SHAPES = ("a chain", "dense layers")
"""The longest way through a DAG, and the most ties."""
STATES = ("all drawn", "all compared", "nothing new", "all drifted")
TELLABLE = 0.05
"""Seconds that two runs may differ by for no reason."""

PASSING = ("--etl-diagrams-fail-on", "breaking")
"""Has a run pass in which retries changed, so that it isn't taken for one that broke."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What grows: what a unit is called, the sizes, and the files.

    `modules` are how many modules have as many of it as the last size is; 0 where it is the
    modules that grow.
    """

    name: str
    unit: str
    sizes: tuple[int, ...]
    texts: Texts
    modules: int = 0

    def modules_of(self, size: int) -> int:
        """Return how many modules of a size there are: enough for as many units in all."""
        return max(1, self.modules * self.sizes[-1] // size) if size > 1 else 1


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of everything that grows; one run of each, as they take long."""
    try:
        for growth in _growths(plan):
            yield from _rows(growth)
    except RunError as error:
        yield without_figures("load", error)
    finally:
        loads.remove()


def _growths(plan: Plan) -> Iterator[Growth]:
    yield Growth(
        "modules in one folder",
        "module",
        plan.load_modules,
        lambda size, retries, _: loads.modules(size, retries=retries),
    )
    yield Growth(
        "snapshots in one folder",
        "snapshot",
        plan.load_dags,
        lambda size, retries, count: loads.factories(size, retries=retries, count=count),
        FOLDERS,
    )
    for shape in SHAPES:
        yield Growth(
            f"tasks in one DAG, {shape}",
            "task",
            plan.load_tasks,
            lambda size, retries, count, shape=shape: loads.pipelines(  # type: ignore[misc]  # mypy knows no defaults of a lambda
                size, shape, retries=retries, count=count
            ),
            1,
        )


def _rows(growth: Growth) -> Iterator[Row]:
    floors = {state: timing.median for state, timing in _measured(growth, 1)}
    taken: dict[str, list[tuple[int, Timing]]] = {}
    for size in growth.sizes:
        for state, timing in _measured(growth, size):
            taken.setdefault(state, []).append((size, timing))
    for state, ((least, small), *bigger) in taken.items():
        before = _each(small, floors[state], least * growth.modules_of(least))
        for size, big in bigger:
            measured = f"load, {growth.name}, {size:,}, {state}"
            each = _each(big, floors[state], size * growth.modules_of(size))
            if before is None or each is None:
                yield without_figures(measured, f"{least:,} take hardly longer than one")
            else:
                peer = Peer(before, f"a {growth.unit} of {least:,}")
                yield at_most(measured, each, peer, LIMIT, (big, small), by_cpu=True)


def _measured(growth: Growth, size: int) -> Iterator[tuple[str, Timing]]:
    """Yield what the runs over a project of one size take, by their states."""
    yield from zip(STATES, measure(list(_commands(growth, size)), 1), strict=True)


def _commands(growth: Growth, size: int) -> Iterator[Command]:
    """Yield the runs over a project of one size, in the order of the states.

    Each begins with what the one before has left.
    """
    count = growth.modules_of(size)
    texts, changed = (
        growth.texts(size, retries, count) for retries in (loads.RETRIES, loads.RETRIES + 1)
    )
    root = loads.root()
    drawn, compared, again, drifted = (f"{state} {size}" for state in STATES)
    yield pytest_command(drawn, root, ON, "--snapshot-update", before=lambda: loads.begin(texts))
    yield pytest_command(compared, root, ON, before=loads.forget)
    yield pytest_command(again, root, ON)
    yield pytest_command(drifted, root, ON, *PASSING, before=lambda: loads.change(changed))


def _each(timing: Timing, floor: Cost, units: int) -> Cost | None:
    """Return what one of the units costs, None where all take too short a time to tell."""
    beyond = timing.median - floor
    if min(beyond.seconds, beyond.cpu or TELLABLE) < TELLABLE:
        return None
    cpu = None if beyond.cpu is None else beyond.cpu / units
    return Cost(beyond.seconds / units, cpu)
