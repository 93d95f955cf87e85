"""Drifts of frames: decisions, loops, retries, guarded regions, what runs at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.keys import section_key
from pytest_etl_diagram.diagrams.sequence.texts import OTHERWISE, SWALLOWED, negated, read_policy
from pytest_etl_diagram.drift.exceptions import catches_more
from pytest_etl_diagram.drift.notation import one_line
from pytest_etl_diagram.drift.policies import policy_drifts
from pytest_etl_diagram.drift.presence import ByPresence
from pytest_etl_diagram.drift.sequences.difference import said_otherwise
from pytest_etl_diagram.drift.sequences.frames import sort_of
from pytest_etl_diagram.drift.sequences.sorts import sort_of_line
from pytest_etl_diagram.model import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.sequences.difference import Difference, Side
    from pytest_etl_diagram.drift.sequences.lines import Course, Spot
    from pytest_etl_diagram.model import Drift, Frame

RULES = {
    "decision": ByPresence("branch-added", "branch-changed", "branch-removed"),
    "loop": ByPresence("loop-added", "loop-changed", "loop-removed"),
    "parallel": ByPresence("parallel-added", "parallel-changed", "parallel-removed"),
    "try": ByPresence("handler-added", "handler-changed", "handler-removed"),
    "guard": ByPresence("guard-added", "guard-changed", "guard-removed"),
}
"""The rules of each sort of frame, but for a retry, of which its policy tells."""

TRANSACTION = "transaction"
"""What a frame is called whose writes are all done or none of them."""


def frame_drifts(between: Difference) -> Iterator[Drift]:
    """Yield a drift for every frame around kept lines that came, went or says something else."""
    for side in between.sides:
        for number in side.lone_frames():
            yield from _lone_frame(between, side, number)
    for before, after in between.frames.frames.items():
        if sort_of(between.old.course.frames[before]) == "retry":
            yield from _retry_drifts(between, before, after)
    for one, other in between.frames.sections.items():
        yield from _changed_section(between, one, other)
    for side in between.sides:
        for spot in sorted(side.lone_handlers()):
            if spot[0] in side.frames:
                yield from _lone_section(between, side, spot)


def _lone_frame(between: Difference, side: Side, number: int) -> Iterator[Drift]:
    """Yield what follows from a frame that is in one sequence only."""
    frame = side.course.frames[number]
    sort = sort_of(frame)
    if sort == "retry":
        ends = (number, None) if side.is_old else (None, number)
        yield from _retry_drifts(between, *ends)
        return
    if sort == "loop" and _is_run_at_once(between, side, number):
        return
    handlers = range(1, len(frame.sections)) if sort == "try" else ()
    for place in handlers or (0,):
        yield from _lone_section(between, side, (number, place))


def _is_run_at_once(between: Difference, side: Side, number: int) -> bool:
    """Tell whether the other sequence does at once what a loop does one by one: that tells it."""
    other = between.new if side.is_old else between.old
    own, theirs = (0, 1) if side.is_old else (1, 0)
    inside = [
        {n for n, _ in other.course.lines[pair[theirs]].spots}
        for pair in between.alignment.pairs
        if any(n == number for n, _ in side.course.lines[pair[own]].spots)
    ]
    return any(
        sort_of(other.course.frames[frame]) == "parallel" and any(frame in held for held in inside)
        for frame in other.lone_frames()
    )


def _lone_section(between: Difference, side: Side, spot: Spot) -> Iterator[Drift]:
    kind, label = side.course.label(spot)
    text = one_line(label or kind) + f"\nkind: {kind}"
    rules = RULES[sort_of(side.course.frames[spot[0]])]
    if label == TRANSACTION and _writes(side.course, spot) > 1:
        rules = replace(rules, removed="transaction-removed")
    subject = _subject(side.course, spot[0])
    yield from side.found(rules, subject, text, _nodes(between, side, spot))


def _writes(course: Course, spot: Spot) -> int:
    """Return how often something is written in a section."""
    lines = (line for line in course.lines if spot in line.spots and line.message.kind == "call")
    return sum(sort_of_line(line, course) == "write" for line in lines)


def _retry_drifts(between: Difference, before: int | None, after: int | None) -> Iterator[Drift]:
    """Yield what is tried again in another way; None stands for a retry that isn't there."""
    policies: list[dict[str, str]] = []
    told = between.old, 0
    for side, number in ((between.old, before), (between.new, after)):
        policies.append({})
        if number is not None:
            policies[-1] = read_policy(side.course.label((number, 0))[1]) or {}
            told = side, number
    side, number = told
    node = Node("", _subject(side.course, number))
    nodes = _nodes(between, side, (number, 0))
    for drift in policy_drifts(policies[0], policies[1], node, ()):
        yield replace(drift, nodes=nodes)


def _changed_section(between: Difference, one: Spot, other: Spot) -> Iterator[Drift]:
    frames = (between.old.course.frames[one[0]], between.new.course.frames[other[0]])
    sort = sort_of(frames[0])
    if sort != "retry" and not _is_of_another_check(between, other):
        texts = (_condition(frames[0], one[1]), _condition(frames[1], other[1]))
        rule_id = RULES[sort].changed
        swallows = all(
            _is_swallowing(side.course, spot)
            for side, spot in zip(between.sides, (one, other), strict=True)
        )
        if swallows and catches_more(*texts):
            rule_id = "exception-swallowed"
        subject = _subject(between.new.course, other[0])
        nodes = _nodes(between, between.new, other)
        yield from said_otherwise(texts, (rule_id,) * 2, subject, nodes)


def _is_swallowing(course: Course, spot: Spot) -> bool:
    return any(
        spot in line.spots and line.message.kind == "note" and line.message.text == SWALLOWED
        for line in course.lines
    )


def _is_of_another_check(between: Difference, spot: Spot) -> bool:
    """Tell whether all that is under a condition is how another check ends."""
    course = between.new.course
    checks = {
        other
        for _, other in between.alignment.changed
        if sort_of_line(course.lines[other], course) == "validate"
    }
    inside = [line for line in course.lines if spot in line.spots]
    return bool(inside) and all(
        line.message.kind == "note" and line.within in checks for line in inside
    )


def _condition(frame: Frame, place: int) -> str:
    """Return what a section says in full: of two alternatives the second is not the first."""
    label = frame.sections[place].label
    both = 2
    if frame.kind == "alt" and label == OTHERWISE and len(frame.sections) == both:
        return negated(frame.sections[0].label)
    return label


def _subject(course: Course, number: int) -> str:
    """Return what a frame is around: the first of its calls."""
    calls = (
        line.message
        for line in course.lines
        if line.message.kind == "call" and any(n == number for n, _ in line.spots)
    )
    first = next(calls, None)
    if first is None:
        kind, label = course.label((number, 0))
        return label or kind
    return f"{course.name(first.source)} → {course.name(first.target)}: {first.text}"


def _nodes(between: Difference, side: Side, spot: Spot) -> tuple[str, ...]:
    """Return the keys of a frame's section and of the lines in it that are still there."""
    new = between.new.course
    inside = (
        new.key(new.lines[pair[1]])
        for pair in between.alignment.pairs
        if any(n == spot[0] for n, _ in side.course.lines[pair[not side.is_old]].spots)
    )
    return tuple(dict.fromkeys((section_key(*side.course.label(spot)), *inside)))
