"""The facts of a step: what it does, and how often, as every kind of diagram shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.steps.sums import Summaries, collected
from pytest_etl_diagram.diagrams.steps.terms import own_facts
from pytest_etl_diagram.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.diagrams.steps.sums import Told
    from pytest_etl_diagram.flows.tree import Step
    from pytest_etl_diagram.model import Fact, FactPlaces, Place

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


_SUMMED = ("reads", "writes", "mode", "keys", *_LAST[1:])
"""Facts that a step has from what it does inside, as far as it doesn't say them itself."""

_WITH = {"mode": ("writes",), "keys": ("writes",), "workers": ("parallel",)}
"""Facts that are said where another one is, and would be if they were said at all."""


def facts_of(
    step: Step,
    summaries: Summaries | None = None,
    *,
    expanded: bool = False,
    more: Iterable[Told] = (),
) -> tuple[Fact, ...]:
    """Return the facts of a step, masked: its own, and unless `expanded` what `inner` sums up to.

    `more` are facts that its surroundings give it. `summaries` keeps the sums of
    a flow's functions from one step to the next.
    """
    return merged(fact for fact, _ in told(step, summaries, expanded=expanded, more=more))


def told(
    step: Step,
    summaries: Summaries | None = None,
    *,
    expanded: bool = False,
    more: Iterable[Told] = (),
) -> list[Told]:
    """Return the facts of a step as `facts_of` merges them, each with where the code says it."""
    inner = {} if expanded else (summaries or Summaries()).shown(step)
    checks = collected(step.inner) if step.role == "validate" else ()
    return [*own_facts(step), *more, *inner.items(), *checks]


def places(step: Step, facts: Iterable[Told]) -> FactPlaces:
    """Return where the facts of a step are said, for those that aren't said at the call.

    By name that is the first place of the fact, by name and value the value's. A fact
    that the step doesn't have would be said in the function that it calls.
    """
    found = dict(_places(step, facts))
    names = {name for (name, _), _ in facts}
    if step.home is not None:
        for name in _SUMMED:
            if name not in names:
                near = next((found[each] for each in _WITH.get(name, ()) if each in found), None)
                found[name] = near or step.home
    return tuple(found.items())


def _places(step: Step, facts: Iterable[Told]) -> Iterator[tuple[str, Place]]:
    seen: set[str] = set()
    for (name, value), place in facts:
        if place is not None and place != step.place:
            if name not in seen:
                yield mask(name), place
            yield f"{mask(name)} {mask(value)}", place
        seen.add(name)


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts in the order to show, each name once with all its values, masked."""
    values: dict[str, dict[str, None]] = {}
    for name, value in facts:
        values.setdefault(mask(name), {})[mask(value)] = None
    names = sorted(values, key=lambda name: _RANKS.get(name, 0))
    return tuple((name, ", ".join(values[name])) for name in names)
