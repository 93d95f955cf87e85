"""How comprehensions are traced: their element once, as the body of a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.displays import make_set
from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import Dict, List, Value
from pytest_etl_diagram.flows import loops
from pytest_etl_diagram.flows.coroutines import Coroutine
from pytest_etl_diagram.flows.recording import is_meaningful, repeated, tidy
from pytest_etl_diagram.flows.tree import Arm, Branch, Loop
from pytest_etl_diagram.flows.values import Product, steps_of
from pytest_etl_diagram.flows.words import describe
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.syntax import tree


def comprehension(it: Tracer, node: tree.Comprehension, scope: Scope) -> object:
    """Trace a comprehension, also a generator's: its element once, as the body of a loop."""
    inner = Scope(Dict(), scope.module, scope, "comprehension")
    found = List()
    _clauses(it, node, 0, inner, found)
    if found.maybe and not found.over and node.kind != "dict":
        return Product("{" + describe(it, node, scope) + "}", steps=steps_of(found))
    if node.kind == "set":
        return make_set(found)
    if node.kind != "dict":
        return found
    result = Dict()
    result.maybe = True
    for pair in found:
        if isinstance(pair, tuple):
            put(result, pair[0], pair[1])
    return result


def _clauses(it: Tracer, node: tree.Comprehension, index: int, scope: Scope, found: List) -> None:
    if index == len(node.clauses):
        element = it.eval(node.element, scope)
        found.append(element if node.key is None else (it.eval(node.key, scope), element))
        return
    clause = node.clauses[index]
    iterable = it.eval(clause.iterable, scope)
    plain = _plain_items(iterable) if len(node.clauses) == 1 else None
    if plain is not None and _is_known(it, node, scope, plain, found):
        return
    over = describe(it, clause.iterable, scope)
    found.over, found.maybe = f"{{{over}}}", True
    it.assign(clause.target, loops.item_of(it, iterable), scope)
    with it.recording() as block, it.unsure():
        _tested(it, clause.tests, scope, lambda: _clauses(it, node, index + 1, scope, found))
    body = tidy(block)
    if is_meaningful(body):
        place = Place(scope.module.path, node.mark)
        it.record(repeated(Loop("comprehension", over, body, (), place)))


def _tested(
    it: Tracer, tests: tuple[tree.Expr, ...], scope: Scope, go_on: Callable[[], None]
) -> None:
    """Run what a comprehension does for items that pass its tests."""
    if not tests:
        go_on()
        return
    it.eval(tests[0], scope)
    with it.recording() as block:
        _tested(it, tests[1:], scope, go_on)
    body = tidy(block)
    if is_meaningful(body):
        test = describe(it, tests[0], scope)
        it.record(Branch(test, (Arm("Yes", body), Arm("No", ())), it.here()))


def _plain_items(iterable: object) -> list[object] | None:
    """Return the items of a known collection, None where it holds anything unknown."""
    if isinstance(iterable, List) and (iterable.maybe or iterable.over):
        return None
    if isinstance(iterable, Dict) and iterable.maybe:
        return None
    if not isinstance(iterable, (list, tuple, dict, str, range)):
        return None
    items = list(iterable)[: loops.MAX_UNROLLED + 1]
    fits = len(items) <= loops.MAX_UNROLLED
    return None if not fits or any(isinstance(item, Value) for item in items) else items


def _is_known(
    it: Tracer, node: tree.Comprehension, scope: Scope, items: list[object], found: List
) -> bool:
    """Run a comprehension over known plain items, unless its element calls something.

    Tests that aren't known leave a list of which only the words are known.
    """
    clause = node.clauses[0]
    for item in items:
        it.assign(clause.target, item, scope)
        truths = [it.truth(it.eval(test, scope)) for test in clause.tests]
        if False in truths:
            continue
        found.maybe = found.maybe or None in truths
        with it.recording() as block:
            element = it.eval(node.element, scope)
        if is_meaningful(tidy(block)) or isinstance(element, Coroutine):
            found.clear()
            return False
        found.append(element if node.key is None else (it.eval(node.key, scope), element))
    return True
