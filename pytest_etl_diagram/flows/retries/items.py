"""Loops over items: each round does something with its own, and nothing is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.retries.idle import CONVERSIONS, is_aside, is_pause
from pytest_etl_diagram.flows.retries.paths import (
    calls,
    key_of,
    leaf_of_call,
    names,
    parts,
    target_keys,
    walk,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pytest_etl_diagram.flows.retries.paths import Node

COUNTING = ("+", "-")
TAKING = frozenset({"next", "anext", "__next__", "popleft", "pop", "popitem", "get_nowait"})
"""Calls that take the next item of a row."""
READING = TAKING | {"readline", "poll", "recv"}
"""Calls that get the next item from somewhere; ahead of a try they make it one for each item."""


def counters(node: tree.For | tree.While) -> frozenset[str]:
    """Return what a loop counts with: its target, or what it adds a number to."""
    if isinstance(node, tree.For):
        return frozenset(target_keys(node.target))
    return frozenset(key for part in walk(node.body) for key in _counted(part))


def _counted(node: Node) -> Iterator[str]:
    if isinstance(node, tree.Augment) and node.op in COUNTING:
        if isinstance(node.value, tree.Const):
            yield key_of(node.target)
    elif isinstance(node, tree.Assign) and isinstance(node.value, tree.Binary):
        for target in node.targets:
            key = key_of(target)
            if key and node.value.op in COUNTING and key_of(node.value.left) == key:
                yield key


def takes_items(
    node: tree.For | tree.While, attempt: tree.Try, before: tree.Block, failed: tuple[Node, ...]
) -> bool:
    """Tell whether a round does something with its item, and not the same as the others.

    `before` is what comes ahead of the try, `failed` what is done after a failure.
    """
    tried = (*before, *attempt.body, *attempt.orelse)
    waits = any(is_pause(leaf_of_call(call)) for call in calls(failed))
    if isinstance(node, tree.While) and not waits and _moves_on(attempt, failed):
        return True
    if any(leaf_of_call(call) in READING for call in calls(before)):
        return True
    counting = counters(node)
    data = counting - _numbering(node)
    if any(_reads(part, data) for part in tried if not _is_aside(part)):
        return True
    if not any(_uses(part, counting) for part in tried):
        return False
    return not _counts(counting, failed)


def _moves_on(attempt: tree.Try, failed: tuple[Node, ...]) -> bool:
    """Tell whether a failure goes on to something else: `path = parent(path)`."""
    read = set(names(attempt.body))
    derived: dict[str, set[str]] = {name: {name} for name in read}
    for node in walk(failed):
        if not isinstance(node, tree.Assign) or _is_number(node.value):
            continue
        origins = set().union(*(derived.get(name, ()) for name in names([node.value])))
        for key in (k for target in node.targets for k in target_keys(target)):
            if key in origins:
                return True
            derived[key] = origins
    return False


def _is_number(value: tree.Expr) -> bool:
    """Tell whether a value is worked out by arithmetic: a pause, a counter, a smaller batch."""
    if isinstance(value, tree.Call):
        return leaf_of_call(value) in CONVERSIONS
    return isinstance(value, (tree.Binary, tree.Unary, tree.Const))


def _numbering(node: tree.For | tree.While) -> frozenset[str]:
    """Return the counters that number the rounds: those that `range` or `enumerate` give."""
    if isinstance(node, tree.While):
        return counters(node)
    if not isinstance(node.iterable, tree.Call):
        return frozenset()
    leaf = leaf_of_call(node.iterable)
    if leaf == "enumerate" and isinstance(node.target, tree.Display) and node.target.elements:
        return frozenset(target_keys(node.target.elements[0]))
    inner = [arg.value for arg in node.iterable.args[:1] if isinstance(arg.value, tree.Call)]
    if leaf in ("range", "count") or (leaf == "reversed" and inner):
        return frozenset(target_keys(node.target))
    return frozenset()


def _is_aside(node: Node) -> bool:
    call = node.value if isinstance(node, tree.Evaluate) else node
    return isinstance(call, tree.Call) and is_aside(call)


def _uses(node: Node, counting: frozenset[str]) -> bool:
    """Tell whether something takes a counter as data: other than to ask for it or to log it."""
    if key_of(node) in counting:
        return True
    if isinstance(node, tree.Call) and is_aside(node):
        return False
    if isinstance(node, (tree.If, tree.IfElse, tree.While)):
        return any(_uses(part, counting) for part in parts(node) if part is not node.test)
    if isinstance(node, tree.Augment):
        return _uses(node.value, counting)
    if isinstance(node, tree.Assign):
        return _uses(node.value, counting) and not counting.issuperset(
            key for target in node.targets for key in target_keys(target)
        )
    return any(_uses(part, counting) for part in parts(node))


def _counts(counting: frozenset[str], after_failure: tuple[Node, ...]) -> bool:
    """Tell whether they count: a failure compares them with a bound, or pauses by them."""
    derived = set(counting)
    for node in walk(after_failure):
        if isinstance(node, tree.Assign) and _reads(node.value, derived):
            derived.update(key for target in node.targets for key in target_keys(target))
        waits = isinstance(node, tree.Call) and is_pause(leaf_of_call(node))
        if (waits or isinstance(node, tree.Compare)) and _reads(node, derived):
            return True
    return False


def _reads(node: Node, keys: Collection[str]) -> bool:
    return any(key_of(part) in keys for part in walk([node]))
