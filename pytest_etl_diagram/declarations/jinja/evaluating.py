"""Expressions → values: what isn't known stays visible as a placeholder."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja import functions, tree
from pytest_etl_diagram.declarations.jinja.methods import METHODS
from pytest_etl_diagram.declarations.jinja.tokens import JinjaError
from pytest_etl_diagram.declarations.jinja.values import (
    MAX_OPTIONS,
    Given,
    MacroValue,
    Members,
    Scope,
    Unknown,
    choice,
    is_known,
    options_of,
    shown,
    truth,
    unknown,
)
from pytest_etl_diagram.declarations.jinja.writing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from pytest_etl_diagram.declarations.jinja.running import Run

MAX_DEPTH = 250


def evaluate(run: Run, node: tree.Expr, scope: Scope) -> object:
    """Return the value of an expression; raise JinjaError past a budget."""
    run.step()
    run.depth += 1
    if run.depth > MAX_DEPTH:
        run.depth = 0
        raise JinjaError(run.at(0), "an expression is nested too deeply to evaluate")
    value = _EVALUATE[type(node)](run, node, scope)
    run.depth -= 1
    return value


def _const(run: Run, node: tree.Const, scope: Scope) -> object:
    del run, scope
    return node.value


def _name(run: Run, node: tree.Name, scope: Scope) -> object:
    holder = scope.find(node.name)
    if holder is not None:
        return holder.variables[node.name]
    if node.name in run.names:
        return run.names[node.name]
    macro = run.macro(node.name)
    return unknown(node.name) if macro is None else macro


def _display(run: Run, node: tree.Display, scope: Scope) -> object:
    return [evaluate(run, item, scope) for item in node.items]


def _dict(run: Run, node: tree.DictDisplay, scope: Scope) -> object:
    found: dict[object, object] = {}
    for key, value in node.pairs:
        name, held = evaluate(run, key, scope), evaluate(run, value, scope)
        found[name if isinstance(name, (str, int, float, bool)) else shown(name)] = held
    return found


def _attribute(run: Run, node: tree.Attribute, scope: Scope) -> object:
    return _member(evaluate(run, node.of, scope), node)


def _member(of: object, node: tree.Attribute) -> object:
    """Return what an attribute of a value is: of a mapping, Jinja takes its key."""
    if isinstance(of, Members):
        return of.known.get(node.name, unknown(written(node)))
    if isinstance(of, dict) and node.name in of:
        return of[node.name]
    return unknown(written(node))


def _item(run: Run, node: tree.Item, scope: Scope) -> object:
    of = evaluate(run, node.of, scope)
    bounds = [None if b is None else evaluate(run, b, scope) for b in node.bounds]
    index = slice(*bounds[:3]) if node.index is None else evaluate(run, node.index, scope)
    if isinstance(of, Members) and isinstance(index, str):
        return of.known.get(index, unknown(written(node)))
    if not is_known(of) or not (isinstance(index, slice) or is_known(index)):
        return unknown(written(node))
    try:
        return functions.small(operator.getitem, of, index)
    except functions.FAILURES:
        return unknown(written(node))


def _call(run: Run, node: tree.Call, scope: Scope) -> object:
    return call(run, node, scope, None)


def call(run: Run, node: tree.Expr, scope: Scope, caller: MacroValue | None) -> object:
    """Return what a call gives; `caller` is the block of a `{% call %}`."""
    if not isinstance(node, tree.Call):
        return evaluate(run, node, scope)
    if isinstance(node.function, tree.Attribute):
        of = evaluate(run, node.function.of, scope)
        method = METHODS.get(type(of), {}).get(node.function.name)
        if method is not None:
            return _applied(method, node, _given(run, node, scope), (of,))
        called = _member(of, node.function)
    else:
        called = evaluate(run, node.function, scope)
    given = _given(run, node, scope)
    results = [_called(run, option, node, given, caller) for option in options_of(called)]
    return choice(results)


def _called(
    run: Run, called: object, node: tree.Call, given: Given, caller: MacroValue | None
) -> object:
    if isinstance(called, MacroValue):
        return run.call_macro(called, given, caller)
    native = called.call if isinstance(called, Members) else called
    if callable(native):
        return native(given)
    name = node.function.name if isinstance(node.function, tree.Name) else ""
    if name == "return":
        run.give_back(given.get(0, ""))
        return ""
    if name in functions.FUNCTIONS:
        return _applied(functions.FUNCTIONS[name], node, given, ())
    return unknown(written(node))


def _given(run: Run, node: tree.Call, scope: Scope) -> Given:
    own = node.arguments
    positional = [evaluate(run, value, scope) for value in own.positional]
    named = {name: evaluate(run, value, scope) for name, value in own.named}
    lines = {name: run.at(line) for (name, _), line in zip(own.named, own.lines, strict=True)}
    for value in own.spread:
        spread = evaluate(run, value, scope)
        if isinstance(spread, dict):
            named.update({shown(key): held for key, held in spread.items()})
        elif isinstance(spread, list):
            positional += spread
    line = run.at(node.line)
    return Given(positional, named, lines, line, run.uncertain > 0)


def _applied(
    function: Callable[..., Any], node: tree.Expr, given: Given, before: tuple[object, ...]
) -> object:
    """Return what a function of Jinja's own gives, unknown where it refuses its arguments."""
    arguments = (*before, *given.positional)
    if any(not is_known(v) for v in (*before, *given.named.values())):
        return unknown(written(node))
    try:
        return functions.small(function, *arguments, **given.named)
    except functions.FAILURES:
        return unknown(written(node))


def _filter(run: Run, node: tree.Filter, scope: Scope) -> object:
    of = evaluate(run, node.of, scope)
    given = [evaluate(run, value, scope) for value in node.arguments.positional]
    named = {name: evaluate(run, value, scope) for name, value in node.arguments.named}
    if node.name in ("default", "d"):
        return _default(of, given)
    if node.name in ("as_text", "as_native", "safe"):
        return of
    function = functions.FILTERS.get(node.name)
    if function is None:
        return unknown(written(node))
    return choice([_filtered(function, node, option, given, named) for option in options_of(of)])


def _filtered(
    function: Callable[..., Any],
    node: tree.Filter,
    of: object,
    given: list[object],
    named: dict[str, object],
) -> object:
    if not all(is_known(value) for value in (of, *given, *named.values())):
        return unknown(written(node)) if not isinstance(of, Unknown) else of
    try:
        return functions.small(function, of, *given, **named)
    except functions.FAILURES:
        return unknown(written(node))


def _default(of: object, given: list[object]) -> object:
    """Jinja's `default`: what isn't defined is unknown here, so it may be either."""
    otherwise = given[0] if given else ""
    if isinstance(of, Unknown):
        return choice([of, otherwise])
    also_false = len(given) > 1 and truth(given[1])
    return otherwise if of is None or (also_false and truth(of) is False) else of


def _test(run: Run, node: tree.Test, scope: Scope) -> object:
    of = evaluate(run, node.of, scope)
    given = [evaluate(run, value, scope) for value in node.arguments.positional]
    if node.name in ("defined", "undefined") and is_known(of):
        return (node.name == "defined") is not node.negated
    function = functions.TESTS.get(node.name)
    if function is None or not all(is_known(value) for value in (of, *given)):
        return unknown(written(node))
    try:
        return bool(function(of, *given)) is not node.negated
    except functions.FAILURES:
        return unknown(written(node))


def _binary(run: Run, node: tree.Binary, scope: Scope) -> object:
    left = evaluate(run, node.left, scope)
    if node.op in ("and", "or"):
        return _boolean(run, node, left, scope)
    right = evaluate(run, node.right, scope)
    if node.op == "~" or (node.op == "+" and _is_text(left, right)):
        return _concatenated(left, right)
    if not (is_known(left) and is_known(right)):
        return unknown(written(node))
    try:
        return functions.small(functions.BINARY[node.op], left, right)
    except functions.FAILURES:
        return unknown(written(node))


def _is_text(left: object, right: object) -> bool:
    """Tell whether two operands make a text, of which a part isn't known."""
    values = (*options_of(left), *options_of(right))
    return any(isinstance(v, str) for v in values) and any(isinstance(v, Unknown) for v in values)


def _concatenated(left: object, right: object) -> object:
    made: list[object] = []
    lefts, rights = options_of(left), options_of(right)
    if len(lefts) * len(rights) > MAX_OPTIONS:
        return unknown("…")
    for one in lefts:
        for other in rights:
            text = shown(one) + shown(other)
            if len(text) > functions.MAX_SIZE:
                return unknown("…")
            is_plain = all(not isinstance(v, Unknown) for v in (one, other))
            made.append(text if is_plain else Unknown(text))
    return choice(made)


def _boolean(run: Run, node: tree.Binary, left: object, scope: Scope) -> object:
    """Evaluate `and`, `or`: the right side counts even where the left one isn't known."""
    decides = node.op == "or"
    known = truth(left)
    if known is decides:
        return left
    right = evaluate(run, node.right, scope)
    if known is not None:
        return right
    if truth(right) is decides:
        return right
    return unknown(written(node))


def _unary(run: Run, node: tree.Unary, scope: Scope) -> object:
    of = evaluate(run, node.of, scope)
    if node.op == "not":
        known = truth(of)
        return unknown(written(node)) if known is None else not known
    try:
        return functions.UNARY[node.op](of)
    except functions.FAILURES:
        return unknown(written(node))


def _conditional(run: Run, node: tree.Conditional, scope: Scope) -> object:
    known = truth(evaluate(run, node.test, scope))
    if known is True:
        return evaluate(run, node.then, scope)
    run.uncertain += known is None
    try:
        then = evaluate(run, node.then, scope) if known is None else None
        other = "" if node.otherwise is None else evaluate(run, node.otherwise, scope)
    finally:
        run.uncertain -= known is None
    return choice([then, other]) if known is None else other


_EVALUATE: Mapping[type, Callable[[Run, Any, Scope], object]] = {
    tree.Const: _const,
    tree.Name: _name,
    tree.Display: _display,
    tree.DictDisplay: _dict,
    tree.Attribute: _attribute,
    tree.Item: _item,
    tree.Call: _call,
    tree.Filter: _filter,
    tree.Test: _test,
    tree.Binary: _binary,
    tree.Unary: _unary,
    tree.Conditional: _conditional,
}
