"""What a step says of itself, as facts that may occur several times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.flows.tree import Endpoint, Policy, Step
    from pytest_etl_diagram.model import Fact, Place

_DIRECTIONS = {"read": "reads", "write": "writes"}
_UNRESOLVED = " (unresolved)"


def endpoint_text(endpoint: Endpoint) -> str:
    """Return an outside system and what of it: `PostgreSQL: orders`."""
    return f"{endpoint.system}: {endpoint.name}" if endpoint.name else endpoint.system


def endpoint_facts(endpoints: Iterable[Endpoint]) -> Iterator[Fact]:
    """Yield what is read and written, how, and by which keys."""
    for endpoint in endpoints:
        yield _DIRECTIONS[endpoint.direction], endpoint_text(endpoint)
        if endpoint.mode:
            yield "mode", endpoint.mode
        if endpoint.keys:
            yield "keys", ", ".join(endpoint.keys)


def policy_facts(policy: Policy) -> tuple[Fact, ...]:
    """Return a retry policy as facts, without what it doesn't say."""
    facts = (
        ("retries", policy.retries),
        ("attempts", policy.attempts),
        ("backoff", policy.backoff),
        ("wait", policy.wait),
        ("on", ", ".join(policy.on)),
    )
    return tuple(fact for fact in facts if fact[1])


def policy_told(policy: Policy, place: Place | None) -> Iterator[tuple[Fact, Place | None]]:
    """Yield the facts of a retry policy with where they are said, else `place`."""
    return ((fact, policy.place or place) for fact in policy_facts(policy))


def own_facts(step: Step) -> Iterator[tuple[Fact, Place | None]]:
    """Yield what a step is given and does itself, without what its `inner` does, and where."""
    yield from ((fact, step.place) for fact in _said_by_the_call(step))
    if step.policy is not None:
        yield from policy_told(step.policy, step.place)


def _said_by_the_call(step: Step) -> Iterator[Fact]:
    if step.component:
        yield "component", step.component if step.resolved else step.component + _UNRESOLVED
    yield from endpoint_facts(step.endpoints)
    yield from step.facts
    if step.lazy:
        yield "lazy", "yes"
