"""Decorators of the project that try again, told by what their wrappers do."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import calling
from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    Choice,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    Unknown,
    Value,
)
from pytest_etl_diagram.flows.retries.bounds import Origins
from pytest_etl_diagram.flows.retries.carried import CALLABLE, carried
from pytest_etl_diagram.flows.retries.loops import by_hand, by_library
from pytest_etl_diagram.flows.retries.paths import around, bound_names, calls, key_of, walk
from pytest_etl_diagram.flows.retries.playing import Playing
from pytest_etl_diagram.flows.retries.policies import policy_of
from pytest_etl_diagram.flows.retries.quiet import NOTHING, Quiet
from pytest_etl_diagram.flows.retries.shape import shape_of
from pytest_etl_diagram.frontends.standard.functions import Partial
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.flows.tree import Policy

STATE = "retries"
"""Where an interpreter's `state` keeps what is known of wrappers."""
MAX_DELEGATED = 3
"""A wrapper's loop is looked for so many functions further."""
Found = tuple["Policy", object]


class Wrapping:
    """A wrapper that is called: its function, its variables, and what it was handed.

    `given` are its parameters whose values are known.
    """

    def __init__(self, it: Quiet, function: FunctionValue, args: Args, given: int) -> None:
        """Take the function and its arguments; the first `given` of them are known."""
        self.it = it
        self.function = function
        self.scope = Scope(Dict(), function.scope.module, function.scope)
        self.scope.owner = function.owner
        calling.bind(function, args, self.scope.variables)
        params = [p.name for p in function.node.params if p.kind not in ("star", "starstar")]
        self.given = {*params[:given], *args.keywords}
        if given and params:
            self.scope.receiver = self.scope.variables[params[0]]
        self.own = {p.name for p in function.node.params} - self.given
        self.own |= set(bound_names(self.body))
        node = function.node if isinstance(function.node, tree.Function) else None
        self.definitions = Origins(node, self.scope).definitions

    @property
    def body(self) -> tree.Block:
        """The statements of the wrapper."""
        return body_of(self.function.node)

    def value(self, node: tree.Expr) -> object:
        """Return an expression's value; a local variable is what it is once bound to."""
        if isinstance(node, tree.Name) and node.id not in self.scope.variables:
            node = self.definitions.get(node.id, node)
        return self.it.value(node, self.scope)

    def handed(self, node: tree.Expr) -> object | None:
        """Return the callable that an expression names, where it was handed in from outside."""
        key = key_of(node)
        name, _, attribute = key.partition(".")
        if not key or name in self.own or not (name in self.given or self._encloses(name)):
            return None
        value = self.it.value(tree.Name(name), self.scope)
        if attribute:
            value = value.attrs.get(attribute) if isinstance(value, Instance) else None
        is_object = isinstance(value, Instance) and value.defines("__call__")
        return value if isinstance(value, CALLABLE) or is_object else None

    def _encloses(self, name: str) -> bool:
        scope: Scope | None = self.function.scope
        while scope is not None and scope.kind == "function":
            if name in scope.variables:
                return True
            scope = scope.parent
        return False

    def callee(self, nodes: tuple[tree.Statement, ...]) -> tree.Expr | None:
        """Return what statements call, or hand on to be called, that was handed in."""
        found = [call for call in calls(nodes) if self.handed(call.func) is not None]
        for call in found:
            value = self.handed(call.func)
            if not isinstance(value, (External, Unknown)) or any(a.star for a in call.args):
                return call.func
        handed = (a.value for call in calls(nodes) for a in call.args)
        return next((a for a in handed if isinstance(self.handed(a), FunctionValue)), None)


def body_of(node: tree.Function | tree.Lambda) -> tree.Block:
    """Return the statements of a function; a lambda's is its `return`."""
    return node.body if isinstance(node, tree.Function) else (tree.Return(node.body, node.mark),)


def wrapped(it: Interpreter, value: object) -> Found | None:
    """Return how a callable is tried again, and the callable inside; None for other values."""
    if isinstance(value, BoundMethod):
        found = wrapped(it, value.function)
        return None if found is None else (found[0], BoundMethod(found[1], value.receiver))
    if isinstance(value, Choice):
        every = (wrapped(it, option) for option in value.options)
        return next((found for found in every if found is not None), None)
    found = carried(value) or _remembered(it, value)
    if found is not None:
        hand_down_owner(value, found[1])
    return found


def _remembered(it: Interpreter, value: object) -> Found | None:
    """Return how a wrapper tries again, worked out once."""
    known: Any = it.state.setdefault(STATE, {})
    if isinstance(value, (FunctionValue, Partial, Instance)) and value not in known:
        call = called(it, value)
        known[value] = None if call is None else _retries(call, MAX_DELEGATED)
    found: Found | None = known.get(value) if isinstance(value, Value) else None
    return found


def hand_down_owner(outer: object, inner: object) -> None:
    """Tell the function inside a wrapper which class it belongs to, for `super()`."""
    if isinstance(outer, FunctionValue) and isinstance(inner, FunctionValue):
        inner.owner = inner.owner or outer.owner


def called(it: Interpreter, value: object) -> Wrapping | None:
    """Return a wrapper as it runs when `value` is called, None where it can't be one."""
    if isinstance(value, FunctionValue):
        return Wrapping(Quiet(it), value, Args(), 0) if _may_hand_on(value) else None
    if isinstance(value, Partial) and isinstance(value.function, FunctionValue):
        return Wrapping(Quiet(it), value.function, value.args, len(value.args.positional))
    if isinstance(value, Instance) and isinstance(value.cls, ClassValue):
        found = value.cls.find("__call__")
        if found is not None and isinstance(found[1], FunctionValue):
            return Wrapping(Quiet(it), found[1], Args([value]), 1)
    return None


def _may_hand_on(function: FunctionValue) -> bool:
    """Tell whether a function calls, or hands on, something of the function around it."""
    scope: Scope | None = function.scope
    while scope is not None and scope.kind == "function":
        if not _called_names(function.node).isdisjoint(scope.variables):
            return True
        scope = scope.parent
    return False


@lru_cache(maxsize=1024)
def _called_names(node: tree.Function | tree.Lambda) -> frozenset[str]:
    """Return the variables that a function calls, or calls something with."""
    found: set[str] = set()
    for call in calls(body_of(node)):
        values = [arg.value for arg in call.args]
        inner = calls([v.body for v in values if isinstance(v, tree.Lambda)])
        found |= {key_of(each).partition(".")[0] for each in (call.func, *values)}
        found |= {key_of(each.func).partition(".")[0] for each in inner}
    return frozenset(found)


def _retries(call: Wrapping, depth: int) -> Found | None:
    for node in walk(call.body):
        if isinstance(node, (tree.For, tree.While)):
            found = _by_loop(call, node)
            if found is not None:
                return found
    return _delegated(call, depth) if depth else None


def _by_loop(call: Wrapping, node: tree.For | tree.While) -> Found | None:
    function = call.function.node
    if not isinstance(function, tree.Function):
        return None
    callee = call.callee(node.body)
    if callee is None:
        return None
    shape = shape_of(node)
    if shape is None:
        by_with = by_library(call.it, node, call.scope) if isinstance(node, tree.For) else None
        return None if by_with is None else (by_with.policy, call.handed(callee))
    _, behind = around(call.body, node)
    simple = (tree.Return, tree.Assign, tree.Evaluate)
    last = any(
        key_of(later.func) == key_of(callee)
        for later in calls(n for n in behind if isinstance(n, simple))
    )
    found = by_hand(Playing(call.it, node, shape, call.scope, function), more=int(last))
    silent = found.goes_on and not last and not _ends_it((*found.exhausted, *behind))
    policy = replace(found.policy, swallows=silent)
    return policy, call.handed(callee)


def _ends_it(block: tree.Block) -> bool:
    """Tell whether what is done after the last try raises, or returns a result instead."""
    return any(
        isinstance(node, tree.Raise) or (isinstance(node, tree.Return) and not _is_none(node.value))
        for node in walk(block)
    )


def _is_none(value: tree.Expr | None) -> bool:
    return value is None or (isinstance(value, tree.Const) and value.value is None)


def _delegated(call: Wrapping, depth: int) -> Found | None:
    """Return the retry of the function that a wrapper hands its own one on to."""
    for node in calls(call.body):
        inner = _handed_on(call, node)
        if inner is None:
            continue
        function = call.value(node.func)
        policy = policy_of(function)
        if policy is not None:
            return policy, inner
        found = _through(call, function, node, depth)
        if found is not None:
            return found[0], inner
    return None


def _handed_on(call: Wrapping, node: tree.Call) -> object | None:
    """Return the callable among the arguments of a call, bare or in a lambda that calls it."""
    for arg in node.args:
        found = call.handed(arg.value)
        if found is None and isinstance(arg.value, tree.Lambda):
            inner = calls([arg.value.body])
            found = next((f for f in (call.handed(c.func) for c in inner) if f is not None), None)
        if isinstance(found, (FunctionValue, BoundMethod, Partial)):
            return found
    return None


def _through(call: Wrapping, function: object, node: tree.Call, depth: int) -> Found | None:
    args = Args()
    inner = function
    if isinstance(function, BoundMethod):
        inner = function.function
        args.positional.append(function.receiver)
    if not isinstance(inner, FunctionValue) or inner is call.function:
        return None
    for arg in node.args:
        value = NOTHING if arg.star else call.it.value(arg.value, call.scope)
        if arg.keyword:
            args.keywords[arg.keyword] = value
        elif not arg.star:
            args.positional.append(value)
    return _retries(Wrapping(call.it, inner, args, len(args.positional)), depth - 1)
