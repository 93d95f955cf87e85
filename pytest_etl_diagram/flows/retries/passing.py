"""Decorators that only pass on: they log or take the time, and return what the function gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    BoundMethod,
    Choice,
    External,
    FunctionValue,
    Native,
    Unknown,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.retries.carried import carried
from pytest_etl_diagram.flows.retries.idle import LOG_CALLS
from pytest_etl_diagram.flows.retries.paths import (
    bound_names,
    calls,
    key_of,
    leaf_of_call,
    walk,
    ways,
)
from pytest_etl_diagram.flows.retries.wrappers import Wrapping, body_of, called, hand_down_owner
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter

QUIET = frozenset(
    "time datetime logging functools inspect warnings uuid traceback contextvars sys os threading "
    "asyncio typing tracemalloc resource psutil structlog loguru opentelemetry prometheus_client "
    "statsd datadog memory_profiler tqdm click platform socket gc copy json math operator".split()
)
"""Libraries that a wrapper may call and still only passes on."""
LOUD = frozenset({"open", "input", "exec", "eval", "sleep", "wait_for", "gather"})
LOOKING = frozenset("get items keys values copy pop setdefault update format join".split())
"""Methods by which a wrapper looks at the arguments."""
MAX_NESTED = 2


def passes_to(it: Interpreter, value: object) -> object | None:
    """Return the callable whose result a wrapper returns after calling it once; else None.

    None also where the wrapper does something of its own: catches, alerts, keeps.
    """
    if isinstance(value, BoundMethod):
        found = passes_to(it, value.function)
        return None if found is None else BoundMethod(found, value.receiver)
    if isinstance(value, Choice):
        every = [passes_to(it, option) for option in value.options]
        return every[0] if every and None not in every else None
    if carried(value) is not None:
        return None
    call = called(it, value)
    if call is None:
        return None
    callee = call.callee(call.body)
    if callee is None or not _passes(call, callee):
        return None
    inner = call.handed(callee)
    hand_down_owner(value, inner)
    return inner


def _passes(call: Wrapping, callee: tree.Expr) -> bool:
    key = key_of(callee)
    if not all(_is_quiet(call, node, key) for node in calls(call.body)):
        return False
    if any(isinstance(n, (tree.For, tree.While, tree.Yield, tree.Match)) for n in walk(call.body)):
        return False
    once = {count for count, _ in _paths(call.body, key)} == {1}
    return once and _gives_result(call.body, key)


def _is_quiet(call: Wrapping, node: tree.Call, key: str, depth: int = MAX_NESTED) -> bool:
    """Tell whether a call is the one that is passed on, or one of no meaning for a pipeline."""
    if key_of(node.func) == key or leaf_of_call(node) in LOG_CALLS:
        return True
    if leaf_of_call(node) in LOUD:
        return False
    function = call.it.value(node.func, call.scope)
    if isinstance(function, BoundMethod):
        function = function.function
    if isinstance(function, (type, Native)):
        return True
    if isinstance(function, FunctionValue):
        inner = calls(body_of(function.node))
        return depth > 0 and all(_is_quiet(call, c, "", depth - 1) for c in inner)
    if not isinstance(function, (External, Unknown)):
        return False
    root = key_of(node.func).partition(".")[0]
    if root in {p.name for p in call.function.node.params}:
        return leaf_of_call(node) in LOOKING
    made = call.definitions.get(root)
    if made is not None or root in set(bound_names(call.body)):
        return not (isinstance(made, (tree.Call, tree.Await)) and _calls(made, key))
    return stripped(text_of(function)).partition(".")[0].partition("(")[0] in QUIET


Paths = set[tuple[int, bool]]
"""Ways through statements: how often they call something, and whether they end there."""


def _paths(block: tree.Block, key: str) -> Paths:
    found: Paths = {(0, False)}
    for node in block:
        ended = {path for path in found if path[1]}
        going = {count for count, end in found if not end}
        found = ended | {(a + b, end) for a in going for b, end in _paths_of(node, key)}
    return found


def _paths_of(node: tree.Statement, key: str) -> Paths:
    if isinstance(node, tree.If):
        return _paths(node.body, key) | _paths(node.orelse, key)
    if isinstance(node, tree.Try):
        if any(ways(h.body) - {"raise"} for h in node.handlers):
            return {(0, True)}  # it swallows, or gives something else
        return _paths((*node.body, *node.orelse, *node.final), key)
    if isinstance(node, tree.With):
        return _paths(node.body, key)
    ends = isinstance(node, (tree.Return, tree.Raise))
    return {(sum(key_of(call.func) == key for call in calls((node,))), ends)}


def _gives_result(block: tree.Block, key: str) -> bool:
    """Tell whether what is returned is what the function gave, or nothing is."""
    results = {
        name
        for node in walk(block)
        if isinstance(node, tree.Assign) and _calls(node.value, key)
        for target in node.targets
        for name in [key_of(target)]
    }
    returned = [n.value for n in walk(block) if isinstance(n, tree.Return) and n.value]
    return all(_calls(value, key) or key_of(value) in results for value in returned)


def _calls(value: tree.Expr, key: str) -> bool:
    if isinstance(value, tree.Await):
        value = value.value
    return isinstance(value, tree.Call) and key_of(value.func) == key
