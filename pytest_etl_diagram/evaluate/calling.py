"""Calling functions and making objects of the project's classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_DEPTH
from pytest_etl_diagram.evaluate.scope import Return, Scope, Signal, Unwind
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    ClassValue,
    Dict,
    FunctionValue,
    Generator,
    Instance,
    Unknown,
    choose,
    inside,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


MISSING = object()
"""Stands for the default of a parameter that has none."""


def call_function(it: Interpreter, function: FunctionValue, args: Args) -> object:
    """Run `function` and return what it returns: a choice where conditions are unknown."""
    it.step()
    if it.depth >= MAX_DEPTH:
        it.complain(
            f"calls are nested over {MAX_DEPTH} deep at {function.name}(); taken as unknown"
        )
        return Unknown(inside(function.text, "()"))
    node = function.node
    scope = Scope(Dict(), function.scope.module, function.scope)
    scope.owner = function.owner
    bind(function, args, scope.variables)
    if node.params and function.owner is not None:
        scope.receiver = scope.variables[node.params[0].name]
    if isinstance(node, tree.Lambda):
        return _entered(it, function, lambda: it.eval(node.body, scope))
    if node.is_generator:
        return Generator(_generate(it, function, node, scope))
    return _entered(it, function, lambda: _result(it.run(node.body, scope), scope))


def _result(signal: Signal, scope: Scope) -> object:
    value = signal.value if isinstance(signal, Return) else None
    return choose([*scope.maybe_returns, value]) if scope.maybe_returns else value


def _entered(it: Interpreter, function: FunctionValue, work: Callable[[], object]) -> object:
    """Run a body one level deeper, in its own file, and come back whatever happens."""
    saved = it.path, it.mark, it.uncertain, it.broke
    it.path = function.path
    it.depth += 1
    try:
        return work()
    finally:
        it.depth -= 1
        it.path, it.mark, it.uncertain, it.broke = saved


def _generate(
    it: Interpreter, function: FunctionValue, node: tree.Function, scope: Scope
) -> Callable[[Callable[[object], None]], None]:
    def run(receive: Callable[[object], None]) -> None:
        path, depth, uncertain = it.path, it.depth, it.uncertain

        def hand_over(value: object) -> None:
            # The consumer's body runs here, in its own file and at its own depth.
            inner = it.path, it.depth, it.uncertain
            it.path, it.depth, it.uncertain = path, depth, uncertain
            try:
                receive(value)
            finally:
                it.path, it.depth, it.uncertain = inner

        scope.receive = hand_over
        _entered(it, function, lambda: it.run(node.body, scope))

    return run


def consume(generator: Generator, receive: Callable[[object], Signal]) -> Signal:
    """Run a generator with `receive` as the body of its consumer.

    The body runs at each `yield`, so that what it makes comes in the order in
    which Python would make it. Returns the signal that ended the body early.
    """

    def hand_over(value: object) -> None:
        signal = receive(value)
        if signal is not None:
            raise Unwind(signal)

    try:
        generator.run(hand_over)
    except Unwind as unwound:
        return unwound.signal
    return None


def bind(function: FunctionValue, args: Args, variables: dict[str, object]) -> None:
    """Put the arguments of a call into `variables`, as Python's calling rules say.

    A parameter that got nothing is an unknown of its own name: either the call
    spreads something unknown, or what gives the argument isn't understood.
    """
    positional = args.positional
    keywords = dict(args.keywords)
    index = 0
    for param, default in zip(function.node.params, function.defaults, strict=True):
        name = param.name
        if param.kind == "star":
            variables[name] = tuple(positional[index:])
            index = len(positional)
        elif param.kind == "starstar":
            rest = Dict(keywords)
            rest.maybe = bool(args.open_ended)
            variables[name] = rest
        elif param.kind != "key" and index < len(positional):
            variables[name] = positional[index]
            index += 1
        elif param.kind != "pos" and name in keywords:
            variables[name] = keywords.pop(name)
        elif default is not MISSING:
            variables[name] = default
        else:
            source = args.open_ended or "{" + function.name + "}"
            variables[name] = Unknown(inside(source, f".{name}"))


def defaults_of(
    it: Interpreter, params: tuple[tree.Param, ...], scope: Scope
) -> tuple[object, ...]:
    """Evaluate the defaults of a parameter list."""
    return tuple(MISSING if p.default is None else it.eval(p.default, scope) for p in params)


def instantiate(it: Interpreter, cls: ClassValue, args: Args) -> object:
    """Make an object: run `__new__` where the project has one, then `__init__`."""
    it.step()
    special = it.library.class_call(it, cls, args)
    if special is not None:
        return special
    new = cls.find("__new__")
    if new is not None and isinstance(new[0], ClassValue):
        given = Args([cls, *args.positional], args.keywords, open_ended=args.open_ended)
        instance = it.call(getattr(new[1], "function", new[1]), given)
    else:
        instance = it.library.allocate(cls)
    initialise(it, cls, instance, args, None)
    return instance


def initialise(
    it: Interpreter, cls: ClassValue, instance: object, args: Args, after: ClassValue | None
) -> None:
    """Run the first `__init__` of the class, or the first after `after` (as `super()` does)."""
    found = cls.find("__init__", after)
    if not isinstance(instance, Instance):
        return
    if found is None or not isinstance(found[0], ClassValue):
        instance.external_init(it, args)
        return
    init = found[1]
    args = instance.before_init(it, init, args)
    it.call(BoundMethod(init, instance), args)
