"""The names by which services reach each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.references import references
from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    keys_of,
    member,
    text_of,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def hosts_of(name: str, service: Table, given: frozenset[str]) -> tuple[str, ...]:
    """Return the names of a service in networks, and those that links have `given` it, sorted."""
    return tuple(sorted({name, *_own(service), *given} - {""}))


def names_given(model: Model) -> dict[str, frozenset[str]]:
    """Return the names that links give to services."""
    found: dict[str, set[str]] = {}
    for key in model.section("services"):
        for reference in references(table_of(key)):
            if reference.alias:
                found.setdefault(reference.name, set()).add(reference.alias)
    return {name: frozenset(aliases) for name, aliases in found.items()}


def _own(service: Table) -> Iterator[str]:
    for attribute in ("container_name", "hostname"):
        yield text_of(service.get(attribute))
    for network in keys_of(service.get("networks")):
        yield from texts_of(member(network.node, "aliases"))
        yield text_of(member(network.node, "ipv4_address"))
