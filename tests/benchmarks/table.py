"""The rows of what was measured, as a Markdown table and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .runs import Cost, Timing

HEAD = ("measure", "ours", "floor or peer", "ratio", "of CPU time", "target", "met?")
ALIGNMENT = ("---", "---:", "---:", "---:", "---:", "---:", "---")
MET = {True: "yes", False: "no", None: ""}
TIMES = "\N{MULTIPLICATION SIGN}"
MEGABYTE = 1_000_000
HUNDREDTH = 0.01
"""Seconds below which hundredths of a millisecond are shown."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What ours is compared with: what it costs, and what it does for that."""

    cost: Cost
    does: str

    @property
    def shown(self) -> str:
        """The peer in a cell."""
        return f"{_shown(self.cost.seconds)} ({self.does})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, both figures as they are shown, the ratios, the target.

    `ratio` is that of wall time, `processor` that of processor time. `met` is None
    where there is no target, or nothing to compare with it.
    """

    measure: str
    ours: str = ""
    peer: str = ""
    ratio: float | None = None
    processor: float | None = None
    target: str = ""
    met: bool | None = None
    timings: tuple[Timing, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row."""
        ratios = (_ratio(self.ratio), _ratio(self.processor))
        return self.measure, self.ours, self.peer, *ratios, self.target, MET[self.met]


def at_most(  # noqa: PLR0913 -- all that a row tells
    measure: str,
    ours: Cost,
    peer: Peer,
    limit: float | None = None,
    timings: tuple[Timing, ...] = (),
    *,
    by_cpu: bool = False,
) -> Row:
    """Return the row of a cost that should be at most `limit` times that of a peer.

    `by_cpu` judges it by processor time, where the operating system tells that: the wall time of
    a single run tells what else ran.
    """
    ratio, cpu = ours.seconds / peer.cost.seconds, _quotient(ours.cpu, peer.cost.cpu)
    row = Row(measure, _shown(ours.seconds), peer.shown, ratio, cpu, timings=timings)
    if limit is None:
        return row
    if by_cpu and cpu is not None:
        return replace(row, target=f"≤ {limit:g} of CPU time", met=cpu <= limit)
    return replace(row, target=f"≤ {limit:g}", met=ratio <= limit)


def faster(
    measure: str,
    ours: Cost,
    peer: Peer,
    least: float | None = None,
    timings: tuple[Timing, ...] = (),
) -> Row:
    """Return the row of a cost of which a peer's should be at least `least` times as much."""
    ratio, cpu = peer.cost.seconds / ours.seconds, _quotient(peer.cost.cpu, ours.cpu)
    row = Row(f"{measure}: faster", _shown(ours.seconds), peer.shown, ratio, cpu, timings=timings)
    return row if least is None else replace(row, target=f"≥ {least:g}", met=ratio >= least)


def memory(measure: str, timing: Timing, limit: float) -> Row:
    """Return the row of a peak of memory; `limit` is in bytes."""
    target = f"≤ {limit / MEGABYTE:.0f} MB"
    if timing.memory is None:
        return Row(measure, "not told by this operating system", target=target)
    shown = f"{timing.memory / MEGABYTE:.0f} MB"
    return Row(measure, shown, target=target, met=timing.memory <= limit, timings=(timing,))


def without_figures(measure: str, reason: object) -> Row:
    """Return the row of what could not be measured."""
    return Row(measure, f"not measured: {reason}")


def markdown(rows: Sequence[Row]) -> str:
    """Return the table; what a cell holds can't break it."""
    lines = [HEAD, ALIGNMENT, *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines) + "\n"


def as_data(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows with every run of theirs, for JSON."""
    return [
        {
            "measure": row.measure,
            "ours": row.ours,
            "peer": row.peer,
            "ratio": row.ratio,
            "processor": row.processor,
            "target": row.target,
            "met": row.met,
            "runs": {
                timing.name: [
                    {"seconds": sample.seconds, "cpu": sample.cpu, "memory": sample.memory}
                    for sample in timing.samples
                ]
                for timing in row.timings
            },
        }
        for row in rows
    ]


def _shown(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{1000 * seconds:.{0 if seconds >= HUNDREDTH else 2}f} ms"


def _quotient(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return ""
    decimals = 1 if ratio >= 10 else 3 if 0.9 < ratio < 1.1 else 2
    return f"{ratio:.{decimals}f} {TIMES}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
