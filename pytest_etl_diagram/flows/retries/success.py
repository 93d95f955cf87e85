"""Whether a loop is left once a try has succeeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.retries.idle import is_idle, pauses
from pytest_etl_diagram.flows.retries.paths import (
    GOES_ON,
    LEAVES,
    bound_names,
    key_of,
    names,
    target_keys,
    walk,
    ways,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def ends_on_success(node: tree.For | tree.While, attempt: tree.Try, after: tree.Block) -> bool:
    """Tell whether a loop is left once its try has succeeded; `after` is what follows that."""
    tried = (*attempt.body, *attempt.orelse)
    done = (*tried, *attempt.final, *after)
    ends = ways(done)
    if not ends & LEAVES:
        return isinstance(node, tree.While) and _sets_flag(node.test, tried)
    if not ends & GOES_ON:
        return True
    return _only_waits_on(done, set(bound_names(done)))


def _sets_flag(test: tree.Expr, done: tree.Block) -> bool:
    """Tell whether success makes the loop's test false: `done = True`, `result = get()`."""
    flags = dict(_flags(test, wanted=True))
    for node in walk(done):
        if isinstance(node, tree.Assign):
            for key in (k for target in node.targets for k in target_keys(target)):
                if key in flags and _decides(node.value, goes_on=flags[key]):
                    return True
    return False


def _flags(test: tree.Expr, *, wanted: bool | None) -> Iterator[tuple[str, bool | None]]:
    """Yield what a test asks of variables for the loop to go on.

    True or False: to be so; None: to be None.
    """
    if isinstance(test, tree.Unary) and test.op == "not" and wanted is not None:
        yield from _flags(test.operand, wanted=not wanted)
    elif isinstance(test, tree.Boolean):
        yield from _flags(test.left, wanted=wanted)
        yield from _flags(test.right, wanted=wanted)
    elif isinstance(test, tree.Compare) and len(test.rest) == 1:
        op, right = test.rest[0]
        if isinstance(right, tree.Const) and op in ("is", "==", "is not", "!="):
            same = op in ("is", "==")
            if right.value is None and same:
                yield key_of(test.left), None
            elif isinstance(right.value, bool):
                yield key_of(test.left), right.value == same
    elif key_of(test):
        yield key_of(test), wanted


def _decides(value: tree.Expr, *, goes_on: bool | None) -> bool:
    """Tell whether assigning a value ends a loop that goes on while its flag is `goes_on`."""
    if isinstance(value, tree.Await):
        value = value.value
    if isinstance(value, tree.Const):
        return bool(value.value) is not goes_on if goes_on is not None else value.value is not None
    return goes_on is not True and isinstance(value, (tree.Call, tree.Name))


def _only_waits_on(done: tree.Block, results: set[str]) -> bool:
    """Tell whether a round that got a result it doesn't want only waits for the next one."""
    for index, node in enumerate(done):
        ends = ways((node,))
        rest = done[index + 1 :]
        if not ends & {*LEAVES, "continue"}:
            continue
        if isinstance(node, tree.If):
            if ends & LEAVES:
                return _ends_on_answer(node, rest, results, first=not index)
            if not all(is_idle(b) for b in (node.body, node.orelse) if "continue" in ways(b)):
                return False
            return not ways(rest) & GOES_ON or _only_waits_on(rest, results)
        if isinstance(node, tree.With):
            return _only_waits_on((*node.body, *rest), results)
        if isinstance(node, tree.Try):
            inner = (*node.body, *node.orelse, *node.final, *rest)
            return _only_waits_on(inner, results)
        return False
    return False


def _ends_on_answer(node: tree.If, rest: tree.Block, results: set[str], *, first: bool) -> bool:
    """Tell whether a decision ends the loop by what the try gave, and else only waits.

    Who asks for something else and waits, or has worked before it asks, polls or works off.
    """
    kept = [b for b in (node.body, node.orelse) if ways(b) & GOES_ON]
    waits = any(pauses(b) for b in (*kept, rest))
    if _asks_for_state(node.test, results) and (waits or not first):
        return False
    ends_empty = _is_negative(node.test) and not ways(node.body) & GOES_ON
    return not ends_empty and all(is_idle(b) for b in (*kept, rest))


def _asks_for_state(test: tree.Expr, results: set[str]) -> bool:
    """Tell whether a test asks how far something is (`job.done()`, `state == "DONE"`).

    Who asks so and waits polls: nothing has failed. A retry looks at what the try gave.
    """
    words = any(isinstance(p, tree.Const) and isinstance(p.value, str) for p in walk([test]))
    compared = any(isinstance(p, tree.Compare) for p in walk([test]))
    given = not results.isdisjoint(names([test]))
    return (words and compared) or not (
        given or any(isinstance(part, tree.Walrus) for part in walk([test]))
    )


def _is_negative(test: tree.Expr) -> bool:
    """Tell whether a test asks for nothing being there: who ends on that has worked all off."""
    if isinstance(test, tree.Compare) and len(test.rest) == 1:
        op, right = test.rest[0]
        return op in ("is", "==") and isinstance(right, tree.Const) and not right.value
    return isinstance(test, tree.Unary) and test.op == "not"
