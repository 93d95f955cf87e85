"""Which frame of the old sequence is which of the new one, and where its lines went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import TRY, read_policy
from pytest_etl_diagram.drift.assignment import best_assignment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.drift.sequences.alignment import Pairs
    from pytest_etl_diagram.drift.sequences.lines import Course, Line, Spot
    from pytest_etl_diagram.model import Frame

_SORTS = {"alt": "decision", "opt": "decision", "break": "decision", "par": "parallel"}


def sort_of(frame: Frame) -> str:
    """Return what a frame is for: `decision`, `loop`, `retry`, `parallel`, `try` or `guard`."""
    label = frame.sections[0].label if frame.sections else ""
    if frame.kind == "loop":
        return "loop" if read_policy(label) is None else "retry"
    if frame.kind == "critical":
        return "try" if label == TRY or len(frame.sections) > 1 else "guard"
    return _SORTS.get(frame.kind, "decision")


@dataclass(frozen=True, slots=True)
class FramePairs:
    """Frames by their numbers, and sections of paired frames, from the old to the new ones."""

    frames: Mapping[int, int]
    sections: Mapping[Spot, Spot]

    def moved(self, old: Line, new: Line) -> bool:
        """Tell whether a line stands in other frames, of those that were there and still are."""
        came_from = [self.sections.get(spot, spot) for spot in old.spots if spot[0] in self.frames]
        known = set(self.frames.values())
        return came_from != [spot for spot in new.spots if spot[0] in known]


def pair_frames(old: Course, new: Course, pairs: Pairs) -> FramePairs:
    """Pair frames of one sort that have lines in common, then their sections.

    Over all pairs, as many frames as can be say the same, and have most lines in common.
    """
    common = Counter(
        (before, after)
        for one, other in pairs
        for before, _ in old.lines[one].spots
        for after, _ in new.lines[other].spots
        if sort_of(old.frames[before]) == sort_of(new.frames[after])
    )
    frames = _best(
        {
            (a, b): (_sameness(old.frames[a], new.frames[b]), count)
            for (a, b), count in common.items()
        }
    )
    sections: dict[Spot, Spot] = {}
    for before, after in frames.items():
        sections |= _pair_sections(old, new, pairs, before, after)
    return FramePairs(frames, sections)


def _sameness(old: Frame, new: Frame) -> int:
    """Return 2 for two frames that say the same, 1 for a label in common, 0 for none."""
    was, is_now = ([section.label for section in frame.sections] for frame in (old, new))
    if (old.kind, was) == (new.kind, is_now):
        return 2
    return 1 if set(was) & set(is_now) else 0


def _pair_sections(
    old: Course, new: Course, pairs: Pairs, before: int, after: int
) -> dict[Spot, Spot]:
    """Pair the sections of two frames: the first of a `try`, by label, by lines in common."""
    was, is_now = old.frames[before].sections, new.frames[after].sections
    common = Counter(
        (one_spot[1], other_spot[1])
        for one, other in pairs
        for one_spot in old.lines[one].spots
        for other_spot in new.lines[other].spots
        if one_spot[0] == before and other_spot[0] == after
    )
    guarded = sort_of(old.frames[before]) == "try"
    candidates = {
        (a, b): (int(was[a].label == is_now[b].label), common[a, b])
        for a in range(len(was))
        for b in range(len(is_now))
        if (not guarded or bool(a) == bool(b)) and (was[a].label == is_now[b].label or common[a, b])
    }
    if guarded and was and is_now:
        candidates[0, 0] = (1, len(pairs) + 1)
    return {(before, a): (after, b) for a, b in _best(candidates).items()}


def _best(candidates: Mapping[tuple[int, int], tuple[int, int]]) -> dict[int, int]:
    """Return the pairs that are the same most often, then have most in common, then are nearest.

    `candidates` maps pairs of numbers to how much they are the same and what they have in common.
    """
    olds, news = (sorted({pair[place] for pair in candidates}) for place in range(2))
    most = 1 + sum(common for _, common in candidates.values())
    furthest = 1 + max((abs(a - b) for a, b in candidates), default=0)

    def score(one: int, other: int) -> float:
        if (one, other) not in candidates:
            return 0.0
        sameness, common = candidates[one, other]
        near = (furthest - abs(one - other)) / (furthest * (len(olds) + 1))
        return sameness * most + common + near

    pairs = best_assignment([[score(one, other) for other in news] for one in olds])
    return {olds[row]: news[column] for row, column in pairs}
