"""Which loops try again what failed: told by how their bodies go on.

A retry is left once a try succeeds and goes round again when one fails, and does
the same in each round. A loop over items is none: it goes on to the next item
either way, or does something else with each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.retries.items import TAKING, takes_items
from pytest_etl_diagram.flows.retries.paths import (
    GOES_ON,
    calls,
    key_of,
    leaf_of_call,
    ways,
)
from pytest_etl_diagram.flows.retries.success import ends_on_success
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = frozenset(
    "KeyboardInterrupt SystemExit GeneratorExit StopIteration StopAsyncIteration CancelledError "
    "Empty QueueEmpty Full QueueFull BlockingIOError InterruptedError".split()
)
"""Exceptions that are no failures: the end of a row, or a wish to stop."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A loop that tries again.

    - `statement`: the `try`, or the `with suppress(…)`, as it stands in the loop; `attempt`: the
      same as a `try`.
    - `before`: what comes ahead of the try in each round.
    - `retried`: the handlers after which it goes round again; `others`: those that end it.
    """

    statement: tree.Statement
    attempt: tree.Try
    before: tree.Block
    retried: tuple[tree.Handler, ...]
    others: tuple[tree.Handler, ...]


def shape_of(node: tree.For | tree.While) -> Shape | None:
    """Return the shape of a loop that tries again, None for any other loop."""
    for statement, before, after in _tries(node.body, (), ()):
        attempt = statement if isinstance(statement, tree.Try) else suppressing(statement)
        retried = tuple(h for h in attempt.handlers if _goes_round(h, attempt, after))
        if not retried or not _tries_something(attempt):
            continue
        if not ends_on_success(node, attempt, after):
            continue
        if not takes_items(node, attempt, before, (*retried, *after)):
            others = tuple(h for h in attempt.handlers if h not in retried)
            return Shape(statement, attempt, before, retried, others)
    return None


def _tries(
    block: tree.Block, before: tree.Block, after: tree.Block
) -> Iterator[tuple[tree.Try | tree.With, tree.Block, tree.Block]]:
    """Yield the guarded regions of a round, outer ones first, with what is around each."""
    for index, node in enumerate(block):
        ahead, rest = (*before, *block[:index]), (*block[index + 1 :], *after)
        if isinstance(node, tree.Try):
            if node.handlers:
                yield node, ahead, rest
            yield from _tries(node.body, ahead, (*node.orelse, *node.final, *rest))
        elif isinstance(node, tree.With):
            if _suppressed(node):
                yield node, ahead, rest
            yield from _tries(node.body, ahead, rest)
        elif isinstance(node, tree.If):
            yield from _tries(node.body, ahead, rest)
            yield from _tries(node.orelse, ahead, rest)


def _suppressed(node: tree.With) -> tuple[tree.Arg, ...]:
    """Return the exceptions of `with suppress(…)`."""
    if len(node.items) != 1:
        return ()
    context = node.items[0][0]
    is_it = isinstance(context, tree.Call) and leaf_of_call(context) == "suppress"
    return context.args if is_it and isinstance(context, tree.Call) else ()


def suppressing(node: tree.With) -> tree.Try:
    """Return the `try` that a `with suppress(…)` stands for."""
    kinds = tree.Display("tuple", tuple(arg.value for arg in _suppressed(node)))
    handler = tree.Handler(kinds, "", (), node.mark)
    return tree.Try(node.body, (handler,), (), (), node.mark)


def _goes_round(handler: tree.Handler, attempt: tree.Try, after: tree.Block) -> bool:
    """Tell whether the loop goes round again after a handler of failures."""
    if _is_signal(handler.kind):
        return False
    ends = ways((*handler.body, *attempt.final))
    return "continue" in ends or ("next" in ends and bool(ways(after) & GOES_ON))


def _is_signal(kind: tree.Expr | None) -> bool:
    """Tell whether what is caught is no failure: the end of a row, or a wish to stop."""
    kinds = kind.elements if isinstance(kind, tree.Display) else (kind,)
    return all(key_of(k).rpartition(".")[2] in SIGNALS for k in kinds)


def _tries_something(attempt: tree.Try) -> bool:
    """Tell whether a try calls something, and doesn't take the next item of a row."""
    called = [leaf_of_call(call) for call in calls(attempt.body)]
    return bool(called) and TAKING.isdisjoint(called)
