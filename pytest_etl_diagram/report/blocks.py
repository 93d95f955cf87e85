"""The drifts of a text, rule by rule: what happened, why it matters, and each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.look import INDENT, Look, wrapped
from pytest_etl_diagram.report.words import at, listed, reached, subject_of, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.model import LocatedDrift

SHOWN_HITS = 8
"""A rule shows so many places and counts the others."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is told of one rule: in full, and in one line where there is no room."""

    full: tuple[str, ...]
    short: str


def blocks(hits: Sequence[LocatedDrift], kind: str, look: Look) -> list[Block]:
    """Return a block a rule, in the order of `hits`; `kind` is that of the diagram."""
    same: dict[tuple[str, str], list[LocatedDrift]] = {}
    for hit in hits:
        same.setdefault((hit.drift.rule, hit.drift.level), []).append(hit)
    return [
        Block(
            (_title(level, rule_id, its_hits), *_body(rule_id, its_hits, kind, look)),
            _short(level, rule_id, its_hits, kind),
        )
        for (rule_id, level), its_hits in same.items()
    ]


def allowed_block(hits: Sequence[LocatedDrift], kind: str, look: Look) -> list[str]:
    """Write the drifts that the project allows, each with its reason."""
    allowed = [hit for hit in hits if hit.allowed]
    lines: list[str] = ["", "Allowed, so these don't fail:"] if allowed else []
    for hit in allowed:
        what = _joined(hit.drift.rule, _subject(hit, look), change(hit.drift, kind))
        lines += wrapped(f"{what}  {at(hit.location)}", look)
        lines += wrapped(f"{INDENT * 2}because: {visible(hit.allowed)}", look)
    return lines


def _title(level: str, rule_id: str, hits: Sequence[LocatedDrift]) -> str:
    times = f" ({len(hits)} times)" if len(hits) > 1 else ""
    return f"{level.upper()} {rule_id}: {rule(rule_id).title}{times}"


def _short(level: str, rule_id: str, hits: Sequence[LocatedDrift], kind: str) -> str:
    """Write a rule in one line: what it hit, and the change where that is one."""
    alone = len(hits) == 1
    what = subject_of(hits[0], 2) if alone else listed([hit.drift.subject for hit in hits], 2)
    told = (what, change(hits[0].drift, kind) if alone else "", at(hits[0].location))
    return f"{level.upper()} {rule_id}: {'  '.join(filter(None, told))}"


def _body(rule_id: str, hits: Sequence[LocatedDrift], kind: str, look: Look) -> list[str]:
    """Write the why once, a line for each place, and what all of them reach."""
    whys = {hit.drift.why for hit in hits}
    why = whys.pop() if len(whys) == 1 else rule(rule_id).why
    lines = wrapped(f"{INDENT}{visible(why)}", look, INDENT)
    shown = list(hits) if look.is_whole else list(hits[:SHOWN_HITS])
    lines += _hit_lines(shown, kind, look)
    if len(hits) > len(shown):
        lines.append(f"{INDENT}* and {len(hits) - len(shown)} more; -v shows them")
    beyond = reached(hits)
    if beyond:
        lines += wrapped(f"{INDENT}downstream: {listed(beyond, look.names)}", look)
    return lines


def _hit_lines(hits: Sequence[LocatedDrift], kind: str, look: Look) -> list[str]:
    """Write subject, change and location of each hit, in columns as far as the width allows."""
    rows = [(_subject(hit, look), change(hit.drift, kind), at(hit.location)) for hit in hits]
    columns = [0 if hit.parts else len(row[0]) for hit, row in zip(hits, rows, strict=True)]
    subjects, changes = max(columns), max(len(row[1]) for row in rows)
    lines = []
    for hit, (subject, changed, where) in zip(hits, rows, strict=True):
        line = _joined(subject.ljust(subjects), changed.ljust(changes), where)
        if len(line) <= look.width:
            lines.append(line)
        elif hit.parts and changed:
            lines.append(_joined(changed, where))
            lines += wrapped(f"{INDENT * 2}{subject}", look)
        else:
            lines += [*wrapped(_joined(subject, changed), look), INDENT * 2 + where]
        if look.is_whole:
            lines += [_part(part, kind) for part in hit.parts]
    return lines


def _part(part: LocatedDrift, kind: str) -> str:
    told = (visible(part.drift.subject), change(part.drift, kind), at(part.location))
    return f"{INDENT * 2}- {'  '.join(filter(None, told))}"


def _subject(hit: LocatedDrift, look: Look) -> str:
    """Write whom a drift is about; of a sum only how many if a line follows for each."""
    subject = subject_of(hit)
    return f"{subject.partition(': ')[0]}:" if hit.parts and look.is_whole else subject


def _joined(*parts: str) -> str:
    return f"{INDENT}* {'  '.join(part for part in parts if part)}"
