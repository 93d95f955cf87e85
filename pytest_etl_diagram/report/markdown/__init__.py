"""The Markdown report: for a comment on a pull request, or the summary of a job.

It is as long as a comment may be and no longer, whatever the run: the worst comes first, and
what has no room is told in a line, or counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.report.markdown.diagram import Told, diagram, one_line
from pytest_etl_diagram.report.markdown.escaping import code, fenced
from pytest_etl_diagram.report.markdown.lists import lists
from pytest_etl_diagram.report.markdown.room import listed_lines
from pytest_etl_diagram.report.markdown.verdict import is_drifted, rank, table, verdict
from pytest_etl_diagram.report.words import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.report.contents import Contents
    from pytest_etl_diagram.report.entries import Comparison, Entry

__all__ = ["LONGEST", "render"]

LONGEST = 60_000
"""The most characters of a report; a comment on GitHub may have 65,536."""

_LINES_ROOM = 4_000
"""The most characters of the list of the diagrams that have no room for more than a line."""

_LEAST_SHARE, _LEAST = 4_000, 500
"""So much room a diagram may take before others are cut down to a line, and so much it needs."""

_SINCE_ROOM = _LINES_ROOM + 1_000
"""Room that is kept for what changed since the base, where something did."""

_LONGEST_COMMAND, _LONGEST_REVISION = 500, 80


def render(contents: Contents) -> str:
    """Return the report of a run, ending in a newline."""
    head = [verdict(contents), table(contents)]
    end = [*lists(contents), _how_to_accept(contents)]
    room = LONGEST - sum(len(block) + 2 for block in (*head, *end))
    changed = _since(contents)
    drifted = _told(_drifted(contents), "", room - (_SINCE_ROOM if changed else 0))
    room -= sum(len(block) + 2 for block in drifted)
    since = _told(changed, f"## Changed since {code(contents.base, _LONGEST_REVISION)}", room)
    return "\n\n".join(filter(None, (*head, *drifted, *since, *end))) + "\n"


def _drifted(contents: Contents) -> list[Told]:
    """Return the diagrams that differ from their snapshots and fail, worst first."""
    found = [Told(e, e.committed) for e in contents.entries if e.committed and is_drifted(e)]
    return sorted(found, key=lambda each: rank(each.entry, each.old))


def _since(contents: Contents) -> list[Told]:
    """Return what changed since the base, worst first, unless it was told already."""
    found = [
        Told(entry, entry.base, contents.base)
        for entry in contents.entries
        if entry.base and not _is_told(entry, entry.base)
    ]
    return sorted(found, key=lambda each: rank(each.entry, each.old))


def _is_told(entry: Entry, base: Comparison) -> bool:
    committed = entry.committed if is_drifted(entry) else None
    return committed is not None and committed.text == base.text


def _told(diagrams: Sequence[Told], title: str, room: int) -> list[str]:
    """Return what is told of diagrams in at most `room` characters, the first ones in full."""
    if not diagrams:
        return []
    blocks = [title] if title else []
    left = room - _LINES_ROOM - len(title) - 2
    short: list[str] = []
    for place, each in enumerate(diagrams):
        share = min(max(2 * left // (len(diagrams) - place), _LEAST_SHARE), left)
        text = diagram(each, share - 2) if share >= _LEAST else ""
        if text:
            blocks.append(text)
            left -= len(text) + 2
        else:
            short.append(one_line(each))
    if short:
        heading = f"### {len(short)} more without room for details here"
        lines = listed_lines(short, _LINES_ROOM - len(heading) - 4)
        blocks.append("\n".join([heading, "", *lines]))
    return blocks


def _how_to_accept(contents: Contents) -> str:
    """Say how to accept what changed, if there is something to accept."""
    if not any(entry.status in ("drifted", "missing") for entry in contents.entries):
        return ""
    command = fenced("sh", [shortened(contents.accept_command, _LONGEST_COMMAND)])
    allow = "`# etl-diagram: allow <rule> -- <reason>`"
    return (
        "### If this is meant\n\nAccept the drawings as they are now, and commit them:\n\n"
        f"{command}\n\nOr let a drift pass for a reason, in a comment on its line: {allow}"
    )
