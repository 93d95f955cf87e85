"""Calls that do nothing for a pipeline: they log, wait, convert or make an exception."""

from __future__ import annotations

from pytest_etl_diagram.flows.retries.paths import blocks_of, calls, leaf_of_call
from pytest_etl_diagram.syntax import tree

LOG_CALLS = frozenset(
    "debug info warning warn error exception critical log print echo trace success "
    "set_description set_postfix".split()
)
CONVERSIONS = frozenset("str int float len min max round format repr isinstance getattr".split())


def is_pause(leaf: str) -> bool:
    """Tell whether a function waits, by the last part of its name."""
    return any(word in leaf.lower() for word in ("sleep", "wait", "backoff"))


def is_aside(call: tree.Call) -> bool:
    """Tell whether a call only logs or waits."""
    leaf = leaf_of_call(call)
    return leaf in LOG_CALLS or is_pause(leaf)


def pauses(block: tree.Block) -> bool:
    """Tell whether statements wait."""
    return any(is_pause(leaf_of_call(call)) for call in calls(block))


def is_idle(block: tree.Block) -> bool:
    """Tell whether statements do nothing but wait, count and log."""
    for node in block:
        if isinstance(node, (tree.If, tree.Try, tree.With)):
            idle = all(is_idle(part) for part in blocks_of(node))
        elif isinstance(node, (tree.For, tree.While, tree.Match)):
            idle = False
        else:
            idle = all(_is_idle_call(call) for call in calls([node]))
        if not idle:
            return False
    return True


def _is_idle_call(call: tree.Call) -> bool:
    leaf = leaf_of_call(call)
    return is_aside(call) or leaf in CONVERSIONS or leaf[:1].isupper()
