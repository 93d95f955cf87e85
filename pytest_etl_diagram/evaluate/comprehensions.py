"""Comprehensions and generator expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.assignment import assign
from pytest_etl_diagram.evaluate.budgets import MAX_ELEMENTS
from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.displays import make_set
from pytest_etl_diagram.evaluate.scope import Exhausted, Scope
from pytest_etl_diagram.evaluate.values import Dict, Generator, List

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.syntax import tree


def comprehension(it: Interpreter, node: tree.Comprehension, scope: Scope) -> object:
    """Return the list, set or dict of a comprehension, or a generator that runs when it is read."""
    inner = Scope(Dict(), scope.module, scope, "comprehension")
    if node.kind == "generator":
        doubt = List()
        return Generator(lambda receive: _Walk(it, node, receive, doubt).clauses(0, inner), doubt)
    found = List()
    found.depth = it.uncertain
    _Walk(it, node, found.append, found).clauses(0, inner)
    if node.kind == "list":
        return found
    if node.kind == "set":
        return make_set(found)
    result = Dict()
    result.depth = it.uncertain
    result.maybe = found.maybe
    for key, value in found:
        put(result, key, value)
    return result


class _Walk:
    """One run of a comprehension: `receive` gets the elements, `doubt` what is uncertain."""

    __slots__ = ("doubt", "it", "node", "receive")

    def __init__(
        self,
        it: Interpreter,
        node: tree.Comprehension,
        receive: Callable[[object], None],
        doubt: List,
    ) -> None:
        self.it = it
        self.node = node
        self.receive = receive
        self.doubt = doubt

    def clauses(self, index: int, scope: Scope) -> None:
        """Run the clauses from `index` on."""
        if index == len(self.node.clauses):
            self._element(scope)
            return
        it, doubt, clause = self.it, self.doubt, self.node.clauses[index]
        items, over, maybe = it.spread(it.eval(clause.iterable, scope))
        doubt.over = doubt.over or over
        doubt.maybe = doubt.maybe or maybe or bool(over)
        if over:
            it.repeated.append(over)
        saved = it.uncertain
        it.uncertain += maybe
        try:
            for count, item in enumerate(items):
                _bounded(it, count)
                assign(it, clause.target, item, scope)
                truth = _tests(it, clause, scope)
                if truth is False:
                    continue
                inner = it.uncertain
                if truth is None:
                    doubt.maybe = True
                    it.uncertain += 1
                self.clauses(index + 1, scope)
                it.uncertain = inner
        finally:
            it.uncertain = saved
            if over:
                it.repeated.pop()

    def _element(self, scope: Scope) -> None:
        element = self.it.eval(self.node.element, scope)
        if self.node.key is not None:
            element = (self.it.eval(self.node.key, scope), element)
        self.receive(element)


def _tests(it: Interpreter, clause: tree.Clause, scope: Scope) -> bool | None:
    result: bool | None = True
    for test in clause.tests:
        truth = it.truth(it.eval(test, scope))
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def _bounded(it: Interpreter, count: int) -> None:
    it.step()
    if count >= MAX_ELEMENTS:
        raise Exhausted(f"a comprehension of over {MAX_ELEMENTS:,} iterations")
