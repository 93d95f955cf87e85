"""Drifts of the drawing itself: its title and kind, its direction, ids and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.found import found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Drift, Graph, Node

_WHOLE = (("kind-changed", "kind"), ("layout-only", "direction"))
"""The attributes of a graph as a whole beside its title, and the rule of each."""


def whole_drifts(old: Graph, new: Graph, title_rule: str = "title-changed") -> Iterator[Drift]:
    """Yield the drifts of title, kind and direction."""
    for rule_id, attribute in ((title_rule, "title"), *_WHOLE):
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            values = f"{attribute}: {before}", f"{attribute}: {after}"
            yield found(rule_id, new.title, *values, places=(f"#{attribute}",))


def layout_drifts(old: Node, new: Node) -> Iterator[Drift]:
    """Yield what is drawn differently of a stage: its id, the order of its facts."""
    if old.id != new.id and old.name == new.name:
        yield found(
            "layout-only", new.name, f"id: {old.id}", f"id: {new.id}", nodes=(new.id, old.id)
        )
    was, is_now = _common_order(old, new), _common_order(new, old)
    if was != is_now:
        yield found("layout-only", new.name, f"order: {was}", f"order: {is_now}", nodes=(new.id,))


def _common_order(node: Node, other: Node) -> str:
    """Return the names of the facts that both stages have, in the order of the first."""
    return ", ".join(name for name, _ in node.facts if other.fact(name) is not None)
