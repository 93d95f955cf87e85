"""What the lines of a sequence are for, and which rule each sort falls under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import DEAD_LETTER, FINALLY, SEND, SWALLOWED, TURNS
from pytest_etl_diagram.drift.presence import ByPresence, always
from pytest_etl_diagram.flows.naming import role_by_words

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.sequences.lines import Course, Line

RULES = {
    "call": ByPresence("message-added", "message-changed", "message-removed"),
    "validate": ByPresence("quality-check-added", "quality-check-changed", "quality-check-removed"),
    "notify": ByPresence("alert-added", "alert-changed", "alert-removed"),
    "dead letter": ByPresence("dead-letter-added", "dead-letter-changed", "dead-letter-removed"),
    "read": ByPresence("message-added", "source-changed", "message-removed"),
    "write": ByPresence("message-added", "target-changed", "message-removed"),
    "start": ByPresence("", "trigger-changed", ""),
    "result": always("result-changed"),
    "outcome": always("outcome-changed"),
    "return": ByPresence("early-return-added", "outcome-changed", "early-return-removed"),
    "raise": ByPresence("raise-added", "raise-changed", "raise-removed"),
    "swallowed": ByPresence("exception-swallowed", "exception-swallowed", ""),
    "finally": ByPresence("guard-added", "guard-changed", "guard-removed"),
    "turn": always("loop-changed"),
}
"""The rules of each sort of message, as `sort_of_line` tells them.

Where an exception is no longer swallowed something else stands in its place, which tells it,
and a call by whoever starts the pipeline is told with that participant.
"""

PLAIN = frozenset({"call", "read", "write"})
"""Sorts of calls that are told by the call for which they are made, if that came or went, too."""

CHANGED_SORTS = {
    ("raise", "swallowed"): "exception-swallowed",
    ("return", "swallowed"): "exception-swallowed",
    ("turn", "swallowed"): "exception-swallowed",
    ("swallowed", "raise"): "exception-surfaced",
    ("raise", "return"): "raise-removed",
    ("raise", "turn"): "raise-removed",
    ("return", "raise"): "raise-added",
    ("turn", "raise"): "raise-added",
    ("return", "turn"): "early-return-removed",
    ("turn", "return"): "early-return-added",
}
"""The rule for an exit that is now one of another sort; of others the old sort's rule is taken."""


def sort_of_line(line: Line, course: Course) -> str:
    """Return what a line is for: one of the keys of RULES."""
    message = line.message
    if message.kind == "note":
        return _sort_of_note(message.text, always=all(course.is_guarded(s) for s in line.spots))
    if message.kind == "return":
        return "result"
    caller, node = course.node(message.source), course.node(message.target)
    if caller and caller.role == "start":
        return "start"
    if message.text.startswith(DEAD_LETTER):
        return "dead letter"
    if node and node.role == "store":
        verb = "notify" if line.verb == SEND else line.verb
        return verb if verb in RULES else "call"
    if node and node.role in ("validate", "notify"):
        return node.role
    role = role_by_words(line.verb)
    return role if role == "validate" or (role == "notify" and is_to_itself(line)) else "call"


def is_to_itself(line: Line) -> bool:
    """Tell whether nobody else takes part in a line."""
    return line.message.source == line.message.target


def _sort_of_note(text: str, *, always: bool) -> str:
    """Return what a note is for; a return that is `always` reached is how the run ends."""
    if text in (SWALLOWED, FINALLY):
        return "swallowed" if text == SWALLOWED else "finally"
    if text in TURNS:
        return "turn"
    if text.startswith("raise "):
        return "raise"
    return "outcome" if always else "return"
