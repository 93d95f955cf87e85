"""What a node that came or went is called, and where it stood, in one line for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.sides import ENDS
from pytest_etl_diagram.drift.activities.told import PLACES
from pytest_etl_diagram.drift.activities.words import place
from pytest_etl_diagram.drift.node_rules import STEPS
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.drift.activities.telling import Alone
    from pytest_etl_diagram.model import Node


def headline_of(alone: Alone) -> str:
    """Return what a node is or does, and between what it stands."""
    write = _BY_SORT.get(alone.side.sort(alone.id))
    if write:
        return write(alone)
    return f"{alone.node.fact('component') or alone.node.role}{place(alone.side, alone.id)}"


def where(node: Node) -> str:
    """Return where a step writes or reads, "" where its facts don't say it."""
    told = (node.fact(name) for name in ("writes", "reads", *sorted(PLACES)))
    return next(filter(None, told), "")


def _dead_letter(alone: Alone) -> str:
    to = where(alone.node)
    what = f"dead letter to {to}" if to else alone.node.fact("component") or alone.node.role
    return f"{what}{place(alone.side, alone.id)}"


def _handler(alone: Alone) -> str:
    """Say what a handler is around, and what it does."""
    side = alone.side
    guards = {tie.source for tie in side.back.get(alone.id, ()) if side.role(tie.source) == "guard"}
    around = listed(_names(alone, _guarded(alone, guards)))
    arm = _in_order(alone, alone.id)
    does = listed(_names(alone, (node for node in arm if node not in side.main)))
    return "".join(
        (
            "handler",
            f" around {around}" if around else place(side, alone.id),
            f", does {does}" if does else "",
        )
    )


def _guard(alone: Alone) -> str:
    """Say what is done in any case, and around what."""
    side = alone.side
    entries = {
        tie.target
        for tie in side.ahead.get(alone.id, ())
        if tie.kind == "raises" and side.role(tie.target) != "handler"
    }
    final = [node for node in _in_order(alone) if _leads_to(alone, entries, node)]
    around = listed(_names(alone, _guarded(alone, {alone.id})))
    done = listed(_names(alone, final))
    if not (done and around):
        return f"guard{place(side, alone.id)}"
    return f"finally {done}, around {around}"


def _leads_to(alone: Alone, entries: Iterable[str], node: str) -> bool:
    """Tell whether a node is in a `finally` that begins with one of `entries`."""
    side = alone.side
    ahead = side.reached(entries)
    last = [final for final in side.finals if final in ahead]
    return node in ahead and any(final in side.reached({node}) for final in last)


def _guarded(alone: Alone, guards: Iterable[str]) -> Iterator[str]:
    """Yield the steps in the same group as one of `guards`."""
    side = alone.side
    held = {node for guard in guards for node in side.held(side.nodes[guard].group)}
    yield from (node for node in _in_order(alone) if node in held)


def _names(alone: Alone, nodes: Iterable[str]) -> Iterator[str]:
    """Yield the names of those nodes that do something or end something."""
    side = alone.side
    named = STEPS | ENDS
    yield from (side.nodes[node].name for node in nodes if side.sort(node) in named)


def _in_order(alone: Alone, start: str = "") -> Iterator[str]:
    """Yield what is reached from `start`, or all nodes, in the order in which that is."""
    side = alone.side
    seen: dict[str, None] = {}
    rest = [start] if start else sorted(n for n in side.nodes if side.role(n) == "start")
    while rest:
        here = rest.pop(0)
        if here not in seen:
            seen[here] = None
            rest += [tie.target for tie in side.near[0].get(here, ())]
    yield from seen


_BY_SORT: dict[str, Callable[[Alone], str]] = {
    "error": _dead_letter,
    "handler": _handler,
    "guard": _guard,
}
"""The sorts of nodes of which more is to be said than where they stand."""
