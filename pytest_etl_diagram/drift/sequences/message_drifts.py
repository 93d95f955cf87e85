"""Drifts of messages: calls, what they give, and how a run leaves its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.keys import section_key
from pytest_etl_diagram.diagrams.sequence.texts import read_arguments
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import one_line
from pytest_etl_diagram.drift.sequences.difference import (
    GENERAL_RULES,
    argument_drifts,
    said_otherwise,
)
from pytest_etl_diagram.drift.sequences.frames import sort_of
from pytest_etl_diagram.drift.sequences.sorts import (
    CHANGED_SORTS,
    PLAIN,
    RULES,
    is_to_itself,
    sort_of_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.sequences.difference import Difference, Side
    from pytest_etl_diagram.drift.sequences.lines import Course, Line
    from pytest_etl_diagram.model import Drift


def message_drifts(between: Difference) -> Iterator[Drift]:
    """Yield a drift for every line that came, went, moved or says something else."""
    alignment = between.alignment
    redirected = [pair for pair in alignment.changed if _is_redirected(between, *pair)]
    gone = {*alignment.removed, *(one for one, _ in redirected)}
    came = {*alignment.added, *(other for _, other in redirected)}
    for number in alignment.removed:
        yield from _lone(between, between.old, number, gone)
    for number in alignment.added:
        yield from _lone(between, between.new, number, came)
    for one, other in alignment.changed:
        yield from _changed(between, one, other)
    yield from _moves(between)


def _is_redirected(between: Difference, one: int, other: int) -> bool:
    old, new = between.old.course.lines[one], between.new.course.lines[other]
    return old.message.target != new.message.target


def _lone(between: Difference, side: Side, number: int, calls: set[int]) -> Iterator[Drift]:
    """Yield the drift of a line that only one sequence has, unless another one tells it.

    `calls` are the lines of this side only. What a call gives comes and goes with it, and so
    does what is done for it, but for what has a rule of its own. The exits of a handler come
    and go with that, but for swallowing, which is worse.
    """
    course = side.course
    line = course.lines[number]
    sort = sort_of_line(line, course)
    if line.answers in calls:
        return
    if line.message.kind == "note" and sort != "swallowed" and _in_lone_handler(side, line):
        return
    if line.within in calls and _is_told_by(course.lines[line.within], line, course):
        return
    subject, text = _subject(line, course), _text(line, course)
    nodes = _nodes_of_removed(between, number) if side.is_old else _nodes(between, number)
    yield from side.found(RULES[sort], subject, text, nodes)


def _is_told_by(call: Line, line: Line, course: Course) -> bool:
    """Tell whether a call's coming or going says the same of a line within it."""
    sort, around = sort_of_line(line, course), sort_of_line(call, course)
    if around == "start":
        return False
    if line.message.kind == "note":
        return not is_to_itself(call)
    return sort in PLAIN or sort == around


def _in_lone_handler(side: Side, line: Line) -> bool:
    return not side.lone_handlers().isdisjoint(line.spots)


def _changed(between: Difference, one: int, other: int) -> Iterator[Drift]:
    old, new = between.old.course, between.new.course
    was, is_now = old.lines[one], new.lines[other]
    sorts = (sort_of_line(was, old), sort_of_line(is_now, new))
    rule_id = CHANGED_SORTS.get(sorts, RULES[sorts[0]].changed)
    subject, nodes = _subject(is_now, new), _nodes(between, other)
    texts = (was.message.text, is_now.message.text)
    if is_now.message.kind != "call":
        said = (f"says: {text}" for text in texts)
        yield found(rule_id, subject, *said, nodes=nodes)
        return
    plain = RULES["call"].changed
    if not _is_redirected(between, one, other):
        yield from said_otherwise(texts, (rule_id, plain), subject, nodes)
        return
    (head, facts), (new_head, new_facts) = map(read_arguments, texts)
    ends = [f"target: {_target(course, line)}" for course, line in ((old, was), (new, is_now))]
    if head != new_head:
        ends = [f"{end}, {said}" for end, said in zip(ends, (head, new_head), strict=True)]
    redirected = "component-changed" if rule_id == plain else rule_id
    yield found(redirected, subject, *ends, nodes=nodes)
    for drift in argument_drifts(facts, new_facts, subject, nodes):
        if drift.rule not in GENERAL_RULES:
            yield drift


def _moves(between: Difference) -> Iterator[Drift]:
    """Yield the drifts of lines in another order or in other frames; inner calls go along."""
    old, new = between.old.course, between.new.course
    alignment = between.alignment
    moved = {
        other: one
        for one, other in (*alignment.kept, *alignment.moved)
        if between.frames.moved(old.lines[one], new.lines[other])
    } | {other: one for one, other in alignment.moved}
    for other, one in sorted(moved.items()):
        line = new.lines[other]
        places = (f"place: {_place(old, one)}", f"place: {_place(new, other)}")
        if line.message.kind != "return" and line.within not in moved and places[0] != places[1]:
            subject = f"{_subject(line, new)}: {line.message.text}"
            yield found("message-moved", subject, *places, nodes=_nodes(between, other))


def _place(course: Course, number: int) -> str:
    """Say where a line stands: in which frames, after which call."""
    line = course.lines[number]
    frames = "".join(f"in {label or kind}, " for kind, label in course.labels(line))
    before = (course.lines[place].message for place in range(number - 1, -1, -1))
    last = next((message for message in before if message.kind == "call"), None)
    return f"{frames}after {last.text}" if last else f"{frames}first"


def _subject(line: Line, course: Course) -> str:
    source = course.name(line.message.source)
    return source if line.message.kind == "note" else f"{source} → {_target(course, line)}"


def _target(course: Course, line: Line) -> str:
    return course.name(line.message.target)


def _text(line: Line, course: Course) -> str:
    """Write a line in full: what it says and where, for a reader in one line first."""
    text = line.message.text or line.message.kind
    if line.message.kind == "note" and line.spots:
        joint = "if" if sort_of(course.frames[line.spots[-1][0]]) == "decision" else "in"
        text += f" {joint} {course.label(line.spots[-1])[1]}"
    around = (f"in: {kind} {label}" for kind, label in course.labels(line))
    return "\n".join(map(one_line, (text, f"kind: {line.message.kind}", *around)))


def _nodes(between: Difference, number: int) -> tuple[str, ...]:
    line = between.new.course.lines[number]
    return (between.new.course.key(line), line.message.source)


def _nodes_of_removed(between: Difference, number: int) -> tuple[str, ...]:
    """Return keys by which a line that is gone can be placed, best first.

    After its own: what still stands beside it in its innermost section, that section, and so
    on outwards. What is done for the same call comes first, being of the same function.
    """
    old, new = between.old.course, between.new.course
    line = old.lines[number]
    keys = [old.key(line)]
    for depth in range(len(line.spots), -1, -1):
        inside = [
            (old.lines[one].within != line.within, one > number, abs(one - number), other)
            for one, other in between.alignment.pairs
            if old.lines[one].spots[:depth] == line.spots[:depth]
        ]
        keys += [new.key(new.lines[min(inside)[-1]])] if inside else []
        keys += [section_key(*old.label(line.spots[depth - 1]))] if depth else []
    return tuple(dict.fromkeys((*keys, line.message.source)))
