"""Drifts as the page tells them: a rule with its why, once, and what it hit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.report.change import change
from pytest_etl_diagram.report.words import LONGEST_VALUE, at, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_etl_diagram.model import LocatedDrift


def findings(hits: Sequence[LocatedDrift], kind: str) -> list[dict[str, Any]]:
    """Return the drifts of a diagram of this kind, in their order, grouped by what they say."""
    same: dict[tuple[str, str, str, str], list[LocatedDrift]] = {}
    for hit in hits:
        drift = hit.drift
        same.setdefault((drift.rule, drift.level, drift.why, hit.allowed), []).append(hit)
    return [
        {
            "rule": rule_id,
            "level": level,
            "title": _sentence(rule(rule_id).title),
            "why": why,
            "allowed": allowed,
            "hits": [_hit(hit, kind) for hit in its_hits],
            "downstream": _downstream(its_hits),
        }
        for (rule_id, level, why, allowed), its_hits in same.items()
    ]


def pipelines(hits: Iterable[LocatedDrift]) -> list[str]:
    """Return the names of other pipelines that the drifts reach, each once."""
    return list(dict.fromkeys(name for hit in hits for name in hit.drift.pipelines))


def _hit(hit: LocatedDrift, kind: str) -> dict[str, Any]:
    """Say what changed; the values themselves are added where the words had to cut them."""
    drift = hit.drift
    longest = max(len(drift.before), len(drift.after))
    is_cut = "\n" in drift.before + drift.after or longest > LONGEST_VALUE
    return {
        "subject": subject_of(hit),
        "change": change(drift, kind),
        "at": at(hit.location),
        **({"before": drift.before, "after": drift.after} if is_cut else {}),
        **({"parts": [_hit(part, kind) for part in hit.parts]} if hit.parts else {}),
    }


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]


def _downstream(hits: Sequence[LocatedDrift]) -> list[str]:
    """Return the stages that the drifts reach, without those that they are about."""
    subjects = {one.drift.subject for hit in hits for one in (hit, *hit.parts)}
    reached = dict.fromkeys(name for hit in hits for name in hit.drift.downstream)
    return [name for name in reached if name not in subjects]
