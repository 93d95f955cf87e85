"""Which line of the old sequence is which of the new one."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.sequences.sorts import sort_of_line

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from pytest_etl_diagram.drift.sequences.lines import Course, Line

    Key = Callable[[Course, Line], Hashable]

Pairs = list[tuple[int, int]]

MOST_COMPARISONS = 1_000_000
"""Above this many pairs of lines the best alignment takes too long; a good one is taken."""

CALL, OTHER, SAME_FRAMES = 4, 2, 1
"""What a pair is worth: calls carry a sequence, and a line stays in its frames if it can."""


@dataclass(slots=True)
class Alignment:
    """Lines by their numbers: in pairs, or in one of the two sequences only.

    `kept` are equal and in order, `moved` equal and out of order, `changed` say something else.
    """

    kept: Pairs
    moved: Pairs = field(default_factory=list)
    changed: Pairs = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)

    @property
    def pairs(self) -> Pairs:
        """All pairs, by the order of the new sequence."""
        both = (*self.kept, *self.moved, *self.changed)
        return sorted(both, key=lambda pair: pair[1])


def align(old: Course, new: Course) -> Alignment:
    """Pair the lines of two sequences: what is equal in order, then what is like it."""
    kept = _longest(old, new)
    old_gaps = _gaps(len(old.lines), [pair[0] for pair in kept])
    new_gaps = _gaps(len(new.lines), [pair[1] for pair in kept])
    found = Alignment(kept)
    found.removed, found.added = list(old_gaps), list(new_gaps)

    def pair_by(key: Key, *, within: bool) -> Pairs:
        """Pair leftover lines of the same key in order, `within` the same gap or anywhere."""
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number in found.added:
            gap = new_gaps[number] if within else 0
            waiting[gap, key(new, new.lines[number])].append(number)
        pairs: Pairs = []
        for number in found.removed:
            known = key(old, old.lines[number])
            queue = waiting[old_gaps[number] if within else 0, known]
            if queue and known is not None:
                pairs.append((number, queue.popleft()))
        gone, came = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        found.removed = [number for number in found.removed if number not in gone]
        found.added = [number for number in found.added if number not in came]
        return pairs

    found.moved = [*pair_by(_call, within=False), *pair_by(_note_in_its_frames, within=False)]
    for key, within in _LIKE:
        found.changed += pair_by(key, within=within)
    return found


def _call(_: Course, line: Line) -> Hashable:
    return line.message if line.message.kind == "call" else None


def _note_in_its_frames(course: Course, line: Line) -> Hashable:
    return (line.message, course.labels(line)) if line.message.kind == "note" else None


def _deed(_: Course, line: Line) -> Hashable:
    message = line.message
    return (message.kind, message.source, message.target, line.verb)


def _deed_of_a_call(course: Course, line: Line) -> Hashable:
    return _deed(course, line) if line.message.kind == "call" else None


def _check(course: Course, line: Line) -> Hashable:
    message = line.message
    is_check = message.kind == "call" and sort_of_line(line, course) == "validate"
    return (message.source, message.target) if is_check else None


def _deed_of_another(_: Course, line: Line) -> Hashable:
    message = line.message
    return (message.source, line.verb) if message.kind == "call" else None


def _no_call(_: Course, line: Line) -> Hashable:
    message = line.message
    return (message.kind, message.source, message.target) if message.kind != "call" else None


_LIKE: tuple[tuple[Key, bool], ...] = (
    (_deed, True),
    (_deed_of_a_call, False),
    (_check, True),
    (_deed_of_another, True),
    (_no_call, True),
)
"""What makes two lines one that changed, and whether only between the same neighbours."""


def _gaps(count: int, anchors: Sequence[int]) -> dict[int, int]:
    """Return the lines that aren't anchors, with the number of anchors before each."""
    taken = set(anchors)
    gaps, passed = {}, 0
    for number in range(count):
        if number in taken:
            passed += 1
        else:
            gaps[number] = passed
    return gaps


def _longest(old: Course, new: Course) -> Pairs:
    """Return the common subsequence of equal lines that is worth most."""
    olds, news = _tokens(old), _tokens(new)
    start = 0
    while start < min(len(olds), len(news)) and olds[start] == news[start]:
        start += 1
    end = 0
    while end < min(len(olds), len(news)) - start and olds[-1 - end] == news[-1 - end]:
        end += 1
    middle = (olds[start : len(olds) - end], news[start : len(news) - end])
    within = [(start + a, start + b) for a, b in _best(*middle)]
    tail = [(len(olds) - back, len(news) - back) for back in range(end, 0, -1)]
    return [*((number, number) for number in range(start)), *within, *tail]


def _tokens(course: Course) -> list[tuple[Hashable, Hashable]]:
    return [(line.message, course.labels(line)) for line in course.lines]


def _best(
    olds: Sequence[tuple[Hashable, Hashable]], news: Sequence[tuple[Hashable, Hashable]]
) -> Pairs:
    if len(olds) * len(news) > MOST_COMPARISONS:
        blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
        return [(a + i, b + i) for a, b, size in blocks for i in range(size)]
    worth = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        here, below = worth[i], worth[i + 1]
        for j in range(len(news) - 1, -1, -1):
            best = max(below[j], here[j + 1])
            if olds[i][0] == news[j][0]:
                best = max(best, below[j + 1] + _worth(olds[i], news[j]))
            here[j] = best
    pairs: Pairs = []
    i = j = 0
    while i < len(olds) and j < len(news):
        equal = olds[i][0] == news[j][0]
        if equal and worth[i][j] == worth[i + 1][j + 1] + _worth(olds[i], news[j]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(old: tuple[Hashable, Hashable], new: tuple[Hashable, Hashable]) -> int:
    kind = getattr(old[0], "kind", "")
    return (CALL if kind == "call" else OTHER) + (SAME_FRAMES if old[1] == new[1] else 0)
