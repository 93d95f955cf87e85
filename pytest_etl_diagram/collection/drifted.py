"""The lines of pytest's summary on diagrams that drifted: one a level, and what was let pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.painting import LEVEL_MARKUP, PLAIN
from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.policy.levels import is_failing
from pytest_etl_diagram.report.words import counted, counted_levels, listed, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.collection.painting import Markup
    from pytest_etl_diagram.model import Drift, LocatedDrift
    from pytest_etl_diagram.report.entries import Entry


@dataclass(frozen=True, slots=True)
class Drifted:
    """A diagram that isn't as committed: its name for people, whether it fails, its drifts."""

    diagram: str
    fails: bool
    hits: tuple[LocatedDrift, ...]

    @classmethod
    def of(cls, entry: Entry) -> Drifted:
        """Return what the summary needs of a report's entry."""
        return cls(visible(f"{entry.kind} {entry.name}"), entry.status != "passed", entry.drifts)

    def rules(self, level: str, fail_on: str) -> list[str]:
        """Return the rules of a level by which the diagram fails."""
        failing = [hit.drift for hit in self.hits if is_failing(hit, fail_on)]
        return list(dict.fromkeys(drift.rule for drift in failing if drift.level == level))


def level_lines(
    drifted: Iterable[Drifted], fail_on: str, command: str
) -> Iterator[tuple[str, Markup]]:
    """Yield how many diagrams failed by their worst level, and how to accept all of it.

    A line for each level then says what it was.
    """
    by_level: dict[str, list[str]] = {level: [] for level in LEVELS}
    failing = [each for each in drifted if each.fails]
    for each in failing:
        worst = next((level for level in LEVELS if each.rules(level, fail_on)), "info")
        rules = listed(each.rules(worst, fail_on) or ["layout-only"])
        by_level[worst].append(f"{each.diagram} ({rules})")
    if failing:
        counts = counted_levels({level: len(found) for level, found in by_level.items()})
        worst = next(level for level, found in by_level.items() if found)
        line = f"{len(failing)} drifted: {counts}; accept with  {command}"
        yield line, LEVEL_MARKUP[worst]
    for level, found in by_level.items():
        if found:
            yield f"  {level}: {listed(found)}", LEVEL_MARKUP[level]


def lenient_lines(
    drifted: Iterable[Drifted], fail_on: str, command: str
) -> Iterator[tuple[str, Markup]]:
    """Yield the diagrams that pass although they drifted, as all of it is below the threshold."""
    passing = [each for each in drifted if not each.fails]
    below = [(each, [h.drift for h in each.hits if not h.allowed]) for each in passing]
    lines = [
        f"  {each.diagram}: {counted(drifts)} ({listed(_rules(drifts))})"
        if drifts
        else f"  {each.diagram}: written differently (layout-only)"
        for each, drifts in below
        if drifts or not each.hits
    ]
    if lines:
        noun = "diagram" if len(lines) == 1 else "diagrams"
        head = f"{len(lines)} {noun} drifted below the threshold (fail on {fail_on}), not written; "
        yield f"{head}accept with  {command}", LEVEL_MARKUP["warning"]
        yield from ((line, PLAIN) for line in lines)


def _rules(drifts: Sequence[Drift]) -> list[str]:
    return list(dict.fromkeys(drift.rule for drift in drifts))


def allowed_lines(drifted: Iterable[Drifted]) -> Iterator[tuple[str, Markup]]:
    """Yield the drifts that the project allows, with the reasons."""
    lines = [
        f"  {each.diagram}: {hit.drift.rule} {visible(hit.drift.subject)} -- {visible(hit.allowed)}"
        for each in drifted
        for hit in each.hits
        if hit.allowed
    ]
    if lines:
        yield f"{len(lines)} drift{'' if len(lines) == 1 else 's'} allowed:", PLAIN
        yield from ((line, PLAIN) for line in lines)
