"""Running the body of a function of the project in the open block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import calling
from pytest_etl_diagram.evaluate.scope import Return, Scope, Signal
from pytest_etl_diagram.evaluate.values import Args, Dict, FunctionValue, Unknown, choose
from pytest_etl_diagram.flows.annotations import sample
from pytest_etl_diagram.flows.invocations import is_own
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.flows.invocations import Invocation
    from pytest_etl_diagram.flows.tracer import Tracer


def run_body(
    it: Tracer, invocation: Invocation, receive: Callable[[object], None] | None = None
) -> object:
    """Run a function's body in the open block; return what it returns."""
    function = invocation.function
    scope = new_scope(it, function, invocation.args)
    if receive is not None:
        scope.receive = receive
    frame = it.new_frame(function, own=is_own(it, invocation))
    saved = it.path, it.mark, it.uncertain, it.broke, it.guarded
    it.path = function.path
    it.frames.append(frame)
    try:
        if isinstance(function.node, tree.Lambda):
            return it.eval(function.node.body, scope)
        return _result(it.run(function.node.body, scope), scope)
    finally:
        it.frames.pop()
        it.path, it.mark, it.uncertain, it.broke, it.guarded = saved


def new_scope(it: Tracer, function: FunctionValue, args: Args) -> Scope:
    """Return the variables that a body begins with; what isn't given has its annotated type."""
    scope = Scope(Dict(), function.scope.module, function.scope)
    scope.owner = function.owner
    calling.bind(function, args, scope.variables)
    if function.node.params and function.owner is not None:
        scope.receiver = scope.variables[function.node.params[0].name]
    missing = "{" + f"{function.name}."
    _vary_defaults(it, function, args, scope)
    for param in function.node.params:
        value = scope.variables.get(param.name)
        if type(value) is Unknown and value.text.startswith(missing):
            text = "{" + param.name + "}"
            scope.variables[param.name] = sample(it, param.annotation, function.scope, text)
        elif isinstance(value, Product) and not value.kind and param.annotation is not None:
            _give_type(it, value, param, function.scope)
    return scope


def _vary_defaults(it: Tracer, function: FunctionValue, args: Args, scope: Scope) -> None:
    """Let the parameters of an entry point be anything: its caller isn't known."""
    is_entry = it.entering
    it.entering = False
    makes_entry = it.sampling and function.name == "__init__" and len(args.positional) <= 1
    if not (is_entry or makes_entry):
        return
    for param in function.node.params[len(args.positional) :]:
        value = scope.variables.get(param.name)
        if param.name not in args.keywords and isinstance(value, (str, bool, type(None))):
            varied = sample(it, param.annotation, function.scope, "{" + param.name + "}")
            if isinstance(varied, Product):
                varied.default = value if value != "" else None
            scope.variables[param.name] = varied


def _give_type(it: Tracer, value: Product, param: tree.Param, scope: Scope) -> None:
    typed = sample(it, param.annotation, scope, value.text)
    if isinstance(typed, Product):
        value.kind = typed.kind


def _result(signal: Signal, scope: Scope) -> object:
    value = signal.value if isinstance(signal, Return) else None
    ends_early = signal is not None and not isinstance(signal, Return)
    if not scope.maybe_returns:
        return value
    return choose(scope.maybe_returns if ends_early else [*scope.maybe_returns, value])
