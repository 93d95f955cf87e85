"""What a step says of itself, as facts that may occur several times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.flows.tree import Endpoint, Policy, Step
    from pytest_etl_diagram.model import Fact

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


def own_facts(step: Step) -> Iterator[Fact]:
    """Yield what a step is given and does itself, without what its `inner` does."""
    if step.component:
        yield "component", step.component if step.resolved else step.component + _UNRESOLVED
    yield from endpoint_facts(step.endpoints)
    yield from step.facts
    if step.lazy:
        yield "lazy", "yes"
    if step.policy is not None:
        yield from policy_facts(step.policy)
