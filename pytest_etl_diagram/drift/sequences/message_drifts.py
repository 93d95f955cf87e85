"""Drifts of messages: calls, what they give, and how a run leaves its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import read_arguments
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import one_line
from pytest_etl_diagram.drift.sequences.difference import (
    GENERAL_RULES,
    argument_drifts,
    said_otherwise,
)
from pytest_etl_diagram.drift.sequences.frames import sort_of
from pytest_etl_diagram.drift.sequences.near import nodes_near
from pytest_etl_diagram.drift.sequences.sorts import (
    CHANGED_SORTS,
    PLAIN,
    RULES,
    is_to_itself,
    sort_of_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.sequences.cast import Telling
    from pytest_etl_diagram.drift.sequences.difference import Difference, Side
    from pytest_etl_diagram.drift.sequences.lines import Course, Line
    from pytest_etl_diagram.model import Drift


def message_drifts(between: Difference, telling: tuple[Telling, Telling]) -> Iterator[Drift]:
    """Yield a drift for every line that came, went, moved or says something else.

    `telling` is what the participants of the two sides tell of their lines.
    """
    alignment = between.alignment
    redirected = [pair for pair in alignment.changed if _is_redirected(between, *pair)]
    gone = {*alignment.removed, *(one for one, _ in redirected)}
    came = {*alignment.added, *(other for _, other in redirected)}
    for number in alignment.removed:
        yield from _lone(between, between.old, number, gone, telling[0])
    for number in alignment.added:
        yield from _lone(between, between.new, number, came, telling[1])
    hidden = telling[0].hidden | telling[1].hidden
    for one, other in alignment.changed:
        alone = _is_of_arguments_alone(between, one, other, hidden)
        if not (alone or _is_told_by_its_call(between, one, other)):
            yield from _changed(between, one, other)
    yield from _moves(between)


def _is_redirected(between: Difference, one: int, other: int) -> bool:
    old, new = between.old.course.lines[one], between.new.course.lines[other]
    return old.message.target != new.message.target


def _is_of_arguments_alone(
    between: Difference, one: int, other: int, hidden: frozenset[str]
) -> bool:
    """Tell whether a call of a class that isn't found only shows its arguments, or no longer."""
    was, is_now = between.old.course.lines[one].message, between.new.course.lines[other].message
    heads = {read_arguments(message.text)[0] for message in (was, is_now)}
    return was.target == is_now.target and is_now.target in hidden and len(heads) == 1


def _is_told_by_its_call(between: Difference, one: int, other: int) -> bool:
    """Tell whether a call only passes on values that changed in the call for which it is made."""
    old, new = between.old.course, between.new.course
    around = (old.lines[one].within, new.lines[other].within)
    if around not in between.alignment.changed or _is_redirected(between, one, other):
        return False
    changes = _changed_values(old.lines[one], new.lines[other])
    theirs = _changed_values(old.lines[around[0]], new.lines[around[1]])
    return changes is not None and theirs is not None and bool(changes) and changes <= theirs


def _changed_values(was: Line, is_now: Line) -> set[tuple[str, str]] | None:
    """Return the values before and after of each argument that changed; None if more did."""
    (head, facts), (new_head, new_facts) = (
        read_arguments(line.message.text) for line in (was, is_now)
    )
    if head != new_head or facts.keys() != new_facts.keys():
        return None
    return {(facts[name], new_facts[name]) for name in facts if facts[name] != new_facts[name]}


def _lone(
    between: Difference, side: Side, number: int, calls: set[int], telling: Telling
) -> Iterator[Drift]:
    """Yield the drift of a line that only one sequence has, unless another one tells it.

    `calls` are the lines of this side only. What a call gives comes and goes with it, and so
    does what is done for it, but for what has a rule of its own. The exits of a handler come
    and go with that, but for swallowing, which is worse.
    """
    course = side.course
    line = course.lines[number]
    sort = sort_of_line(line, course)
    if line.answers in calls or telling.tells(line, sort):
        return
    if line.message.kind == "note" and sort != "swallowed" and _in_lone_handler(side, line):
        return
    if line.within in calls and _is_told_by(course.lines[line.within], line, course):
        return
    subject, text = _subject(line, course), _text(line, course)
    nodes = nodes_near(between, side, number)
    yield from side.found(RULES[sort], subject, text, nodes)


def _is_told_by(call: Line, line: Line, course: Course) -> bool:
    """Tell whether a call's coming or going says the same of a line within it.

    A raise behind a check by the caller itself is what the check comes to.
    """
    sort, around = sort_of_line(line, course), sort_of_line(call, course)
    if around == "start":
        return False
    if line.message.kind == "note":
        return not is_to_itself(call) or (sort, around) == ("raise", "validate")
    return sort in PLAIN or sort == around


def _in_lone_handler(side: Side, line: Line) -> bool:
    return not side.lone_handlers().isdisjoint(line.spots)


def _changed(between: Difference, one: int, other: int) -> Iterator[Drift]:
    old, new = between.old.course, between.new.course
    was, is_now = old.lines[one], new.lines[other]
    sorts = (sort_of_line(was, old), sort_of_line(is_now, new))
    rule_id = CHANGED_SORTS.get(sorts, RULES[sorts[0]].changed)
    subject, nodes = _subject(is_now, new), nodes_near(between, between.new, other)
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
            yield found(
                "message-moved", subject, *places, nodes=nodes_near(between, between.new, other)
            )


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
    if line.answers >= 0:
        text += f" of {course.lines[line.answers].message.text}"
    if line.message.kind == "note" and line.spots:
        joint = "if" if sort_of(course.frames[line.spots[-1][0]]) == "decision" else "in"
        text += f" {joint} {course.label(line.spots[-1])[1]}"
    around = (f"in: {kind} {label}" for kind, label in course.labels(line))
    return "\n".join(map(one_line, (text, f"kind: {line.message.kind}", *around)))
