"""One drift that stands for several."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.impact import FINGERPRINT_LENGTH
from pytest_etl_diagram.drift.notation import told
from pytest_etl_diagram.drift.regrouping import GROUP_RULES, without_prefixes
from pytest_etl_diagram.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_etl_diagram.model import Drift

NOUNS = {
    "activity": "steps",
    "architecture": "components",
    "deployment": "services",
    "lineage": "pipelines",
    "sequence": "calls",
}
"""What the subjects of drifts are called together, by kind of drawing; else `stages`."""

_STAGES = "stages"


def sum_of_many(parts: Sequence[Drift], kind: str) -> Drift:
    """Return the drift for the same change of several stages: `3 stages: a, b, c`."""
    names = ", ".join(part.subject for part in parts)
    before, after = _change(parts)
    return _summed(
        replace(
            parts[0],
            subject=f"{len(parts)} {NOUNS.get(kind, _STAGES)}: {names}",
            before=before,
            after=after,
        ),
        parts,
    )


def sum_under(group: Drift, others: Sequence[Drift]) -> Drift:
    """Return the drift of a `group` with all that follows from it: `extract with 5 stages`."""
    groups = sum(part.rule in GROUP_RULES for part in others)
    counts = ((groups, "group"), (len(others) - groups, "stage"))
    inside = " and ".join(_counted(count, noun) for count, noun in counts if count)
    first = replace(
        group,
        subject=f"{group.subject} with {inside}",
        before=told(group.before),
        after=told(group.after),
    )
    return _summed(first, (group, *others))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _change(parts: Sequence[Drift]) -> tuple[str, str]:
    """Return what was and is of all parts; of names only what they have in common."""
    before, after = told(parts[0].before), told(parts[0].after)
    prefixes = without_prefixes(before, after)
    if parts[0].rule == "stage-renamed" and prefixes:
        return prefixes[0] or "no prefix", prefixes[1] or "no prefix"
    return before, after


def _summed(first: Drift, parts: Sequence[Drift]) -> Drift:
    """Return `first` with the level, nodes, places and reach of all parts."""
    subjects = {part.subject for part in parts}
    return replace(
        first,
        level=min((part.level for part in parts), key=LEVELS.index),
        nodes=_union(part.nodes for part in parts),
        places=_union(part.places for part in parts),
        pipelines=_union(part.pipelines for part in parts),
        downstream=tuple(name for name in _nearest_first(parts) if name not in subjects),
        fingerprint=_fingerprint(parts),
    )


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for part in lists for each in part))


def _nearest_first(parts: Sequence[Drift]) -> list[str]:
    """Return all that the parts reach, by how near it is to the nearest one of them."""
    steps: dict[str, int] = {}
    for part in parts:
        for step, name in enumerate(part.downstream):
            steps[name] = min(step, steps.get(name, step))
    return sorted(steps, key=steps.__getitem__)


def _fingerprint(parts: Sequence[Drift]) -> str:
    """Return a short hash that depends on those of the parts and not on their order."""
    each = sorted(part.fingerprint for part in parts)
    digest = hashlib.sha256(json.dumps(each).encode("ascii"))
    return digest.hexdigest()[:FINGERPRINT_LENGTH]
