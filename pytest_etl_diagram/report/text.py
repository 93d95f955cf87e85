"""The text of a failing item: what changed, why it matters, where, and how to accept it.

Plain text for 100 columns. Names and values come from other people's code, so
whatever could steer a terminal is made visible.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift import rule
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.places import located
from pytest_etl_diagram.report.words import at, counted, listed, named, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_etl_diagram.model import Diagram, Drift, Location, Place
    from pytest_etl_diagram.report.places import LocatedDrift

WIDTH = 100
"""Columns; only a name or a path that is longer by itself goes beyond."""

_INDENT = "    "


def failure(
    diagram: Diagram,
    drifts: Sequence[Drift],
    locate: Callable[[Place], Location],
    diff_lines: Sequence[str],
    accept_command: str,
) -> str:
    """Return the text for a diagram that drifted.

    `drifts` come worst first, as `drift.compare` returns them. `locate` gives
    the line of a place. `diff_lines` are those of a unified diff of the two
    snapshots, with or without line ends. `accept_command` is the command line
    that writes the new snapshot.
    """
    lines = [_header(diagram, drifts)]
    hits = located(diagram, drifts, locate)
    same: dict[tuple[str, str], list[LocatedDrift]] = {}
    for hit in hits:
        same.setdefault((hit.drift.rule, hit.drift.why), []).append(hit)
    for (rule_id, why), its_hits in same.items():
        lines += ["", *_rule_lines(rule_id, why, its_hits, diagram.kind)]
    lines += _beyond(drifts)
    lines += ["", "Snapshot diff (- committed, + now):", *_clean(diff_lines)]
    lines += ["", "If this is meant, accept it with", _INDENT + visible(accept_command)]
    return "\n".join(lines)


def _header(diagram: Diagram, drifts: Sequence[Drift]) -> str:
    """Write what pytest repeats in its short summary: counts, and rules as far as they fit."""
    header = f"{named(diagram)} drifted: {counted(drifts)}"
    rules = list(dict.fromkeys(drift.rule for drift in drifts))
    for shown in range(len(rules), 0, -1):
        more = f" and {len(rules) - shown} more" if shown < len(rules) else ""
        line = f"{header} ({', '.join(rules[:shown])}{more})"
        if len(line) <= WIDTH:
            return line
    return header


def layout_only(diagram: Diagram, diff_lines: Sequence[str], accept_command: str) -> str:
    """Return the text for a snapshot that reads the same and is written differently.

    The arguments are those of `failure`.
    """
    why = rule("layout-only").why
    lines = [f"The snapshot of {named(diagram)} is written differently.", why]
    lines += ["", "Snapshot diff (- committed, + now):", *_clean(diff_lines)]
    lines += ["", "Write it anew with", _INDENT + visible(accept_command)]
    return "\n".join(lines)


def missing(diagram: Diagram, drawing: str, command: str) -> str:
    """Return the text for a diagram without a snapshot, with the `drawing` that would be one."""
    lines = [
        f"There is no snapshot yet of {named(diagram)}.",
        "If this drawing is right, write it with the command below and commit it.",
        "",
        *_clean(drawing.rstrip("\n").split("\n")),
        "",
        _INDENT + visible(command),
    ]
    return "\n".join(lines)


def _rule_lines(rule_id: str, why: str, hits: Sequence[LocatedDrift], kind: str) -> list[str]:
    """Write a rule with its why, once, then a line for each hit and what they reach."""
    row = rule(rule_id)
    times = f" ({len(hits)} times)" if len(hits) > 1 else ""
    lines = [f"{row.level.upper()} {rule_id}: {row.title}{times}"]
    lines += wrap(why, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    lines += _hit_lines(hits, kind)
    subjects = {hit.drift.subject for hit in hits}
    reached = dict.fromkeys(name for hit in hits for name in hit.drift.downstream)
    beyond = [name for name in reached if name not in subjects]
    if beyond:
        lines += _wrapped(f"{_INDENT}downstream: {listed(beyond)}")
    return lines


def _beyond(drifts: Sequence[Drift]) -> list[str]:
    """Write which other pipelines get their data from this one, if any drift reaches them."""
    reached = list(dict.fromkeys(name for drift in drifts for name in drift.pipelines))
    return ["", *_wrapped(f"Pipelines downstream: {listed(reached)}")] if reached else []


def _hit_lines(hits: Sequence[LocatedDrift], kind: str) -> list[str]:
    """Write subject, change and location of each hit, in columns as far as the width allows."""
    rows = [(visible(hit.drift.subject), change(hit.drift, kind), at(hit.location)) for hit in hits]
    subjects, changes = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = []
    for subject, changed, where in rows:
        line = _joined(subject.ljust(subjects), changed.ljust(changes), where)
        if len(line) <= WIDTH:
            lines.append(line)
        else:
            lines += [*_wrapped(_joined(subject, changed)), _INDENT * 2 + where]
    return lines


def _joined(*parts: str) -> str:
    return f"{_INDENT}* {'  '.join(part for part in parts if part)}"


def _wrapped(line: str) -> list[str]:
    """Break a line at blanks, never within a name."""
    return wrap(
        line,
        WIDTH,
        subsequent_indent=_INDENT * 2,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _clean(lines: Iterable[str]) -> list[str]:
    return [visible(line.rstrip("\r\n")) for line in lines]
