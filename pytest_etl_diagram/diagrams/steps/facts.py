"""The facts of a step: what it does, and how often, as every kind of diagram shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.steps.sums import Summaries, collected
from pytest_etl_diagram.diagrams.steps.terms import own_facts
from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.flows.tree import Step
    from pytest_etl_diagram.model import Fact

_FIRST = ("component", "reads", "writes", "mode", "keys")
_LAST = (
    "lazy",
    "parallel",
    "workers",
    "retries",
    "attempts",
    "backoff",
    "wait",
    "on",
    "transforms",
    "checks",
    "validates",
    "alerts",
    "dead_letter",
    "raises",
    "swallows",
)
"""Facts in their order; those of other names (`query`, `topic`) stand between the two."""

_RANKS = {name: rank - len(_FIRST) for rank, name in enumerate(_FIRST)} | {
    name: rank + 1 for rank, name in enumerate(_LAST)
}


def facts_of(
    step: Step,
    summaries: Summaries | None = None,
    *,
    expanded: bool = False,
    more: tuple[Fact, ...] = (),
) -> tuple[Fact, ...]:
    """Return the facts of a step, masked: its own, and unless `expanded` what `inner` sums up to.

    `more` are facts that its surroundings give it. `summaries` keeps the sums of
    a flow's functions from one step to the next.
    """
    inner = () if expanded else (summaries or Summaries()).shown(step)
    checks = collected(step.inner) if step.role == "validate" else ()
    return merged((*own_facts(step), *more, *inner, *checks))


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts in the order to show, each name once with all its values, masked."""
    values: dict[str, dict[str, None]] = {}
    for name, value in facts:
        values.setdefault(mask(name), {})[mask(value)] = None
    names = sorted(values, key=lambda name: _RANKS.get(name, 0))
    return tuple((name, ", ".join(values[name])) for name in names)
