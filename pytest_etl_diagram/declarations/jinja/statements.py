"""Statements: what each of them does, both sides of what only a run could tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.declarations.jinja import evaluating, tree
from pytest_etl_diagram.declarations.jinja.values import (
    Choice,
    Given,
    MacroValue,
    Scope,
    Unknown,
    choice,
    options_of,
    shown,
    truth,
    unknown,
)
from pytest_etl_diagram.declarations.jinja.writing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.declarations.jinja.running import Run

MAX_CAPTURED = 2_000


def joined(made: list[object]) -> str | Unknown:
    """Return texts as one, unknown if one of them is."""
    text = "".join(shown(part) for part in made)
    if any(isinstance(part, (Unknown, Choice)) for part in made):
        return Unknown(text[:MAX_CAPTURED])
    return text


def _text(run: Run, node: tree.Text, scope: Scope) -> object:
    del run, scope
    return node.text


def _output(run: Run, node: tree.Output, scope: Scope) -> object:
    value = run.eval(node.value, scope)
    return "" if value is None else value


def _do(run: Run, node: tree.Do, scope: Scope) -> object:
    run.eval(node.value, scope)
    return ""


def _set(run: Run, node: tree.Set, scope: Scope) -> object:
    put(node.targets, run.eval(node.value, scope), scope)
    return ""


def _set_block(run: Run, node: tree.SetBlock, scope: Scope) -> object:
    put((node.target,), run.run(node.body, Scope(scope)), scope)
    return ""


def put(targets: tuple[str, ...], value: object, scope: Scope) -> None:
    """Put a value into variables: into several it is taken apart."""
    if len(targets) > 1:
        parts = value if isinstance(value, (list, tuple)) and len(value) == len(targets) else None
        for place, target in enumerate(targets):
            part = unknown(target) if parts is None else parts[place]
            put((target,), part, scope)
        return
    name, dot, member = targets[0].partition(".")
    if not dot:
        scope.variables[name] = value
        return
    holder = scope.find(name)
    namespace = holder.variables[name] if holder is not None else None
    if isinstance(namespace, dict):
        namespace[member] = value


def _if(run: Run, node: tree.If, scope: Scope) -> object:
    """Run the branch that is taken, or each that may be: what they set may be either."""
    outcomes: list[tuple[str | Unknown, dict[str, object]]] = []
    before = scope.variables
    around = run.uncertain
    try:
        for test, body in node.branches:
            taken = True if test is None else truth(run.eval(test, scope))
            if taken is False:
                continue
            if taken is None:
                run.uncertain = around + 1
            if taken and not outcomes:
                return run.run(body, scope)
            scope.variables = dict(before)
            outcomes.append((run.run(body, scope), scope.variables))
            if taken:
                break
        else:
            if outcomes:
                outcomes.append(("", dict(before)))
    finally:
        run.uncertain = around
        scope.variables = before
    if not outcomes:
        return ""
    _merge(before, [variables for _, variables in outcomes])
    texts = [text for text, _ in outcomes]
    return choice(texts) if any(isinstance(t, Unknown) or t.strip() for t in texts) else ""


def _merge(variables: dict[str, object], outcomes: list[dict[str, object]]) -> None:
    """Put what the branches set into the variables around them."""
    for name in dict.fromkeys(name for outcome in outcomes for name in outcome):
        known = [outcome[name] for outcome in outcomes if name in outcome]
        first = known[0]
        variables[name] = first if all(v is first for v in known) else choice(known)


def _for(run: Run, node: tree.For, scope: Scope) -> object:
    iterable = run.eval(node.iterable, scope)
    made: list[object] = []
    for option in options_of(iterable):
        sure = not isinstance(iterable, Choice)
        items = _items(option)
        if items is None:
            made.append(_repeated(run, node, scope))
            continue
        run.uncertain += not sure
        try:
            made += _looped(run, node, scope, items)
        finally:
            run.uncertain -= not sure
    return joined(made)


def _items(value: object) -> list[object] | None:
    """Return what a loop goes over, None where that isn't known."""
    if isinstance(value, (list, tuple, dict, str)):
        return list(value)
    return [] if value is None else None


def _looped(run: Run, node: tree.For, scope: Scope, items: list[object]) -> list[object]:
    made: list[object] = []
    any_sure = False
    for place, item in enumerate(items):
        run.step()
        inner = Scope(scope, {"loop": _loop(place, len(items))})
        put(node.targets, item, inner)
        wanted = True if node.test is None else truth(run.eval(node.test, inner))
        if wanted is False:
            continue
        any_sure = True
        run.uncertain += wanted is None
        try:
            made.append(run.run(node.body, inner))
        finally:
            run.uncertain -= wanted is None
    if not any_sure:
        made.append(run.run(node.otherwise, Scope(scope)))
    return made


def _loop(place: int, count: int) -> dict[str, object]:
    return {
        "index": place + 1,
        "index0": place,
        "revindex": count - place,
        "revindex0": count - place - 1,
        "first": place == 0,
        "last": place == count - 1,
        "length": count,
    }


def _repeated(run: Run, node: tree.For, scope: Scope) -> object:
    """Run a loop's body once for whatever items there may be, and its `else`."""
    run.uncertain += 1
    try:
        inner = Scope(scope, {"loop": unknown("loop")})
        for target in node.targets:
            put((target,), unknown(target), inner)
        made = [run.run(node.body, inner), run.run(node.otherwise, Scope(scope))]
    finally:
        run.uncertain -= 1
    over = written(node.iterable)
    return unknown(f"for {over}") if any(not isinstance(m, str) or m.strip() for m in made) else ""


def _macro(run: Run, node: tree.Macro, scope: Scope) -> object:
    del run
    scope.variables[node.name] = MacroValue(node, scope)
    return ""


def _call_block(run: Run, node: tree.CallBlock, scope: Scope) -> object:
    caller = MacroValue(node.caller, scope)
    value = evaluating.call(run, node.call, scope, caller)
    if not run.has_run(caller):  # a macro of a package is called: it may run the block
        run.call_macro(caller, Given((), {}, {}, 0, uncertain=False), None)
    return value


def _block(run: Run, node: tree.Block, scope: Scope) -> object:
    """Run a block that changes nothing but its text; what another file's tool defines is left."""
    if node.kind in ("test", "data_test", "materialization", "docs"):
        return ""
    return run.run(node.body, Scope(scope))


RUN: Mapping[type, Callable[[Run, Any, Scope], object]] = {
    tree.Text: _text,
    tree.Output: _output,
    tree.Do: _do,
    tree.Set: _set,
    tree.SetBlock: _set_block,
    tree.If: _if,
    tree.For: _for,
    tree.Macro: _macro,
    tree.CallBlock: _call_block,
    tree.Block: _block,
}
