"""The text of a failing item: what changed, why it matters, where, and how to accept it.

Plain text. Names and values come from other people's code, so whatever could steer a
terminal is made visible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.report.blocks import allowed_block, blocks
from pytest_etl_diagram.report.fitting import fitted, fitted_diff
from pytest_etl_diagram.report.look import DIFF_TITLE, INDENT, LONGEST, PLAIN, WIDTH, Look, wrapped
from pytest_etl_diagram.report.words import counted, listed, named, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_etl_diagram.model import Diagram, Drift, LocatedDrift

_SHORTEST_DIFF = 3
"""A blank line, the title, and how many lines are left out."""

_ACCEPT = "If this is meant, accept it with"
_WITHOUT_COMMENTS = (".json", ".ipynb")
_ALLOW_ANYWHERE = "or let it pass for a reason, in pytest's etl_diagrams_allow:  {} * -- <reason>"
_ALLOW = "or let it pass for a reason, in a comment there:  # etl-diagram: allow {} -- <reason>"


def failure(
    diagram: Diagram,
    hits: Sequence[LocatedDrift],
    diff_lines: Sequence[str],
    accept_command: str,
    look: Look = PLAIN,
) -> str:
    """Return the text for a diagram that drifted.

    `hits` come worst first and allowed ones last, as `gathered` returns them.
    `diff_lines` are those of a unified diff of the two snapshots, with or without
    line ends. `accept_command` is the command line that writes the new snapshot.
    Unless `look` is verbose the text keeps to LONGEST lines: the diff is cut first, then
    what is least grave.
    """
    head = [_header(diagram, hits)]
    end = ["", _ACCEPT, INDENT + visible(accept_command), *_allow_line(hits)]
    told = _told(diagram, hits, look, len(head) + len(end) + _SHORTEST_DIFF)
    room = LONGEST - len(head) - len(told) - len(end)
    return "\n".join([*head, *told, *_diff(diff_lines, room, look), *end])


def since(diagram: Diagram, hits: Sequence[LocatedDrift], base: str, look: Look = PLAIN) -> str:
    """Return what changed in a diagram since the revision `base`, which nobody has to accept."""
    head = f"{named(diagram)} changed since {visible(base)}: {counted(h.drift for h in hits)}"
    return "\n".join([head, *_told(diagram, hits, look, 1)])


def layout_only(
    diagram: Diagram, diff_lines: Sequence[str], accept_command: str, look: Look = PLAIN
) -> str:
    """Return the text for a snapshot that reads the same and is written differently.

    The arguments are those of `failure`.
    """
    head = [f"The snapshot of {named(diagram)} is written differently.", rule("layout-only").why]
    end = ["", "Write it anew with", INDENT + visible(accept_command)]
    diff = _diff(diff_lines, LONGEST - len(head) - len(end), look)
    return "\n".join([*head, *diff, *end])


def missing(diagram: Diagram, drawing: str, command: str) -> str:
    """Return the text for a diagram without a snapshot, with the `drawing` that would be one."""
    lines = [
        f"There is no snapshot yet of {named(diagram)}.",
        "If this drawing is right, write it with the command below and commit it.",
        "",
        *clean(drawing.rstrip("\n").split("\n")),
        "",
        INDENT + visible(command),
    ]
    return "\n".join(lines)


def clean(lines: Iterable[str]) -> list[str]:
    """Return lines without their ends, safe to print."""
    return [visible(line.rstrip("\r\n")) for line in lines]


def _told(diagram: Diagram, hits: Sequence[LocatedDrift], look: Look, others: int) -> list[str]:
    """Write what drifted, rule by rule, then what is allowed, then who is reached."""
    end = [*allowed_block(hits, diagram.kind, look), *_beyond([h.drift for h in hits], look)]
    open_hits = [hit for hit in hits if not hit.allowed]
    return [*fitted(blocks(open_hits, diagram.kind, look), others + len(end), look), *end]


def _header(diagram: Diagram, hits: Sequence[LocatedDrift]) -> str:
    """Write what pytest repeats in its short summary: counts, and rules as far as they fit."""
    drifts = [hit.drift for hit in hits if not hit.allowed]
    header = f"{named(diagram)} drifted: {counted(drifts)}"
    rules = list(dict.fromkeys(drift.rule for drift in drifts))
    for shown in range(len(rules), 0, -1):
        more = f" and {len(rules) - shown} more" if shown < len(rules) else ""
        line = f"{header} ({', '.join(rules[:shown])}{more})"
        if len(line) <= WIDTH:
            return line
    return header


def _beyond(drifts: Sequence[Drift], look: Look) -> list[str]:
    """Write which other pipelines get their data from this one, if any drift reaches them."""
    reached = list(dict.fromkeys(name for drift in drifts for name in drift.pipelines))
    told = listed(reached, look.names)
    return ["", *wrapped(f"Pipelines downstream: {told}", look)] if reached else []


def _diff(diff_lines: Sequence[str], room: int, look: Look) -> list[str]:
    """Write the diff under its title, as far as there is `room`; nothing with `-q`."""
    if look.verbosity < 0:
        return []
    return ["", DIFF_TITLE, *fitted_diff(clean(diff_lines), room - 2, look)]


def _allow_line(hits: Sequence[LocatedDrift]) -> list[str]:
    """Say how the worst drift could be allowed: where it is, or for all places at once."""
    worst = next((hit for hit in hits if not hit.allowed), None)
    if worst is None:
        return []
    places = {worst.location, *(part.location for part in worst.parts)}
    has_comments = worst.location.line and not worst.location.path.endswith(_WITHOUT_COMMENTS)
    if len(places) == 1 and has_comments:
        return [_ALLOW.format(worst.drift.rule)]
    return [_ALLOW_ANYWHERE.format(worst.drift.rule)]
