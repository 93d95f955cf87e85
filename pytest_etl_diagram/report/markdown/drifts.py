"""The drifts of a diagram in words: rule by rule, why it matters, and each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.markdown.escaping import code, prose
from pytest_etl_diagram.report.markdown.verdict import where
from pytest_etl_diagram.report.words import LONGEST_SENTENCE, listed, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.model import LocatedDrift

SHOWN_HITS = 10
"""A rule shows so many places and counts the others."""

_SENTENCES = 2 * LONGEST_SENTENCE


def told(hits: Sequence[LocatedDrift], kind: str) -> list[str]:
    """Return the drifts of one diagram of this kind, a paragraph with a list for each rule."""
    same: dict[tuple[str, str, str], list[LocatedDrift]] = {}
    for hit in hits:
        drift = hit.drift
        same.setdefault((drift.level, drift.rule, drift.why), []).append(hit)
    blocks = [_of_rule(level, why, its_hits, kind) for (level, _, why), its_hits in same.items()]
    pipelines = list(dict.fromkeys(name for hit in hits for name in hit.drift.pipelines))
    return [*blocks, *([f"Pipelines downstream: {names(pipelines)}"] if pipelines else [])]


def names(texts: Sequence[str]) -> str:
    """Write names as a list, shortened after five."""
    return code(listed(texts), _SENTENCES)


def line(hit: LocatedDrift, kind: str) -> str:
    """Write whom a drift is about, what changed, and where."""
    subject = code(subject_of(hit), _SENTENCES)
    changed = change(hit.drift, kind)
    parts = (subject, code(changed, _SENTENCES) if changed else "", where(hit))
    return " \u00b7 ".join(filter(None, parts))


def parts(hits: Sequence[LocatedDrift], kind: str) -> list[str]:
    """Return what sums sum up, as items of a list."""
    return [f"- {code(p.drift.rule)} \u00b7 {line(p, kind)}" for hit in hits for p in hit.parts]


def _of_rule(level: str, why: str, hits: Sequence[LocatedDrift], kind: str) -> str:
    row = rule(hits[0].drift.rule)
    times = f" ({len(hits)} times)" if len(hits) > 1 else ""
    head = f"**{level}** {code(row.id)}: {prose(row.title)}{times}"
    lines = [f"- {line(hit, kind)}" for hit in hits[:SHOWN_HITS]]
    if len(hits) > SHOWN_HITS:
        lines.append(f"- and {len(hits) - SHOWN_HITS} more")
    own = {one.drift.subject for hit in hits for one in (hit, *hit.parts)}
    reached = dict.fromkeys(name for hit in hits for name in hit.drift.downstream)
    beyond = [name for name in reached if name not in own]
    if beyond:
        lines.append(f"- downstream: {names(beyond)}")
    return "\n".join([f"{head}<br>", prose(why), "", *lines])
