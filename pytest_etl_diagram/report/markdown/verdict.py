"""The first thing to read: the verdict in one line, and a table of what needs a look."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.report.markdown.escaping import code
from pytest_etl_diagram.report.markdown.room import listed_lines
from pytest_etl_diagram.report.words import SHOWN_NAMES, at, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_etl_diagram.model import LocatedDrift
    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Comparison, Entry

TABLE_ROOM = 8_000
"""The most characters of the table; the rows that have no room are counted."""

LONGEST_NAME = 80
"""A diagram's name of more characters is cut in the middle."""

WRITTEN_DIFFERENTLY = "written differently"
"""What is said of a snapshot that reads the same."""
_HEAD = ("| Diagram | Verdict | Rules | Where |", "| --- | --- | --- | --- |")
_STATUSES = {
    "missing": "without a snapshot",
    "error": "not compared",
    "updated": "updated",
}
"""What to say of diagrams that neither passed nor drifted, in the order of telling."""


def open_hits(old: Comparison | None) -> tuple[LocatedDrift, ...]:
    """Return the drifts of a comparison that nobody allowed."""
    return tuple(hit for hit in old.drifts if not hit.allowed) if old else ()


def is_drifted(entry: Entry) -> bool:
    """Tell whether a diagram drifted, so that it fails."""
    return entry.status == "drifted"


def judged(entry: Entry) -> Comparison | None:
    """Return the comparison that decides about a diagram: with its snapshot, else the base."""
    return entry.committed or entry.base


def rank(entry: Entry, old: Comparison | None) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts diagrams by their worst drift, then by how many there are of each."""
    counts = Counter(hit.drift.level for hit in open_hits(old))
    has = (0 if counts[level] else 1 for level in LEVELS)
    return (*has, *(-counts[level] for level in LEVELS)), entry.nodeid


def verdict(contents: Contents) -> str:
    """Return the heading: `3 of 12 diagrams drifted: 1 breaking, 2 warnings`."""
    every = len(contents.entries)
    if not every:
        return "## No diagram was compared"
    diagrams = f"{every} diagram{'' if every == 1 else 's'}"
    drifted = [entry for entry in contents.entries if is_drifted(entry)]
    counts = Counter(entry.status for entry in contents.entries)
    told = [f"{counts[status]} {words}" for status, words in _STATUSES.items() if counts[status]]
    if drifted:
        levels = counted(hit.drift for entry in drifted for hit in open_hits(judged(entry)))
        told.insert(0, f"{len(drifted)} of {diagrams} drifted: {levels or WRITTEN_DIFFERENTLY}")
    elif told:
        told[0] = f"{diagrams}: {told[0]}"
    else:
        told = [f"{diagrams} passed"]
    changed = sum(1 for entry in contents.entries if entry.base)
    if changed:
        told.append(f"{changed} changed since {code(contents.base, LONGEST_NAME)}")
    return f"## {'; '.join(told)}"


def table(contents: Contents) -> str:
    """Return a row for each diagram that drifted, has no snapshot or wasn't compared."""
    rows = [
        f"| {' | '.join(_cells(entry))} |"
        for status, _ in (("drifted", ""), *_STATUSES.items())
        if status != "updated"
        for entry in sorted(contents.entries, key=lambda entry: rank(entry, judged(entry)))
        if entry.status == status
    ]
    if not rows:
        return ""
    return "\n".join([*_HEAD, *listed_lines(rows, TABLE_ROOM, "| and {} more | | | |")])


def _cells(entry: Entry) -> Sequence[str]:
    return (named(entry), *_CELLS.get(entry.status, _drifted_cells)(entry))


def _drifted_cells(entry: Entry) -> tuple[str, str, str]:
    hits = open_hits(judged(entry))
    if not hits:
        return WRITTEN_DIFFERENTLY, "`layout-only`", source(entry)
    return counted(hit.drift for hit in hits), rules(hits), where(hits[0])


_CELLS: dict[str, Callable[[Entry], tuple[str, str, str]]] = {
    "missing": lambda entry: ("no snapshot", "", source(entry)),
    "error": lambda entry: ("not compared", "", source(entry)),
}


def named(entry: Entry) -> str:
    """Write what a diagram is: its kind and name."""
    return code(f"{entry.kind} {entry.name}", LONGEST_NAME)


def source(entry: Entry) -> str:
    """Write where a diagram comes from: its file, of one of the whole project its snapshot."""
    return code(entry.source or entry.snapshot)


def where(hit: LocatedDrift) -> str:
    """Write a drift's place."""
    return code(at(hit.location)) if hit.location.path else ""


def rules(hits: Iterable[LocatedDrift]) -> str:
    """Write the rules of drifts, the first five and how many more."""
    every = list(dict.fromkeys(hit.drift.rule for hit in hits))
    more = f" and {len(every) - SHOWN_NAMES} more" if len(every) > SHOWN_NAMES else ""
    return f"{', '.join(code(each) for each in every[:SHOWN_NAMES])}{more}"
