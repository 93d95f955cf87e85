"""Loops, `with`, `try` and `match`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import patterns
from pytest_etl_diagram.evaluate.budgets import MAX_ITEMS_OF_LOOP, MAX_ITERATIONS
from pytest_etl_diagram.evaluate.calling import consume
from pytest_etl_diagram.evaluate.forks import fork
from pytest_etl_diagram.evaluate.scope import BREAK, Exhausted, Jump, Raised, Return, Scope, Signal
from pytest_etl_diagram.evaluate.values import (
    Choice,
    ClassValue,
    External,
    Generator,
    Instance,
    List,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.syntax import tree

AGAIN = ("Exception", "Exception")
"""The names of what a bare `raise` raises, until the handler around it tells what that is."""


def run_for(it: Interpreter, node: tree.For, scope: Scope) -> Signal:
    """Run `for`: unrolled over known items; once, marked as repeated, over unknown ones."""
    iterable = it.eval(node.iterable, scope)
    if isinstance(iterable, Generator) and iterable.collected is None:
        return _for_generator(it, node, iterable, scope)
    items, over, maybe = it.spread(iterable)
    saved, it.broke = it.broke, False
    if over:
        it.repeated.append(over)
    try:
        for count, item in enumerate(items):
            _count(it, node, scope, count, MAX_ITEMS_OF_LOOP)
            signal = _iteration(it, node, item, scope, maybe=maybe)
            if signal is not None:
                return None if signal is BREAK else signal
    finally:
        it.broke = saved
        if over:
            it.repeated.pop()
    return it.run(node.orelse, scope)


def _count(
    it: Interpreter,
    node: tree.For | tree.While,
    scope: Scope,
    count: int,
    most: int = MAX_ITERATIONS,
) -> None:
    """Count an iteration, the first one being 0."""
    it.step()
    if count >= most:
        it.path, it.mark = scope.module.path, node.mark
        raise Exhausted(f"a loop of over {most:,} iterations")


def _iteration(
    it: Interpreter, node: tree.For, item: object, scope: Scope, *, maybe: bool
) -> Signal:
    """Run the body once; `maybe`: for an item that may not be there."""
    it.assign(node.target, item, scope)
    saved = it.uncertain
    it.uncertain += maybe
    try:
        signal = it.run(node.body, scope)
    finally:
        it.uncertain = saved
    if isinstance(signal, Jump) and signal is not BREAK:
        return None
    return signal


def _for_generator(it: Interpreter, node: tree.For, source: Generator, scope: Scope) -> Signal:
    count = 0

    def body(item: object) -> Signal:
        nonlocal count
        count += 1
        _count(it, node, scope, count)
        return _iteration(it, node, item, scope, maybe=False)

    signal = consume(source, body)
    if signal is BREAK:
        return None
    return signal if signal is not None else it.run(node.orelse, scope)


def run_while(it: Interpreter, node: tree.While, scope: Scope) -> Signal:
    """Run `while`; on an unknown test its body runs once, as one of two branches."""
    count = 0
    saved, it.broke = it.broke, False
    try:
        while True:
            _count(it, node, scope, count)
            count += 1
            truth = it.truth(it.eval(node.test, scope))
            if truth is False:
                return it.run(node.orelse, scope)
            if truth is None:
                signal = fork(it, scope, (lambda: it.run(node.body, scope), lambda: None))
                return None if isinstance(signal, Jump) else signal
            inner = it.uncertain
            signal = it.run(node.body, scope)
            it.uncertain = inner
            if signal is BREAK or it.broke:
                return None
            if isinstance(signal, Return):
                return signal
    finally:
        it.broke = saved


def run_with(it: Interpreter, node: tree.With, scope: Scope) -> Signal:
    """Run `with`, its contexts from left to right."""
    return _enter(it, node, 0, scope)


def _enter(it: Interpreter, node: tree.With, index: int, scope: Scope) -> Signal:
    if index == len(node.items):
        return it.run(node.body, scope)
    expression, target = node.items[index]
    context = it.eval(expression, scope)
    if isinstance(context, Choice):
        context = context.options[0]

    def inside(value: object) -> Signal:
        if target is not None:
            it.assign(target, value, scope)
        return _enter(it, node, index + 1, scope)

    if isinstance(context, Generator):
        return _within(context, inside)
    return _around(it, context, inside)


def _within(context: Generator, inside: Callable[[object], Signal]) -> Signal:
    """Run the body at the `yield` of a `@contextmanager`, and what follows the yield after it."""
    signals: list[Signal] = []
    context.run(lambda value: signals.append(inside(value)))
    return signals[0] if signals else None


def _around(it: Interpreter, context: object, inside: Callable[[object], Signal]) -> Signal:
    if not isinstance(context, Value):
        return inside(context)
    value = context.enter(it)
    try:
        return inside(value)
    except Raised as error:
        if context.swallows(error.names):
            return None
        raise
    finally:
        context.exit(it)


def run_try(it: Interpreter, node: tree.Try, scope: Scope) -> Signal:
    """Run `try`: its body, the handler of what the body raises, `else` and `finally`."""
    try:
        signal = _guarded(it, node, scope)
    except Raised:
        ended = it.run(node.final, scope)
        if ended is not None:
            return ended
        raise
    ended = it.run(node.final, scope)
    return signal if ended is None else ended


def _guarded(it: Interpreter, node: tree.Try, scope: Scope) -> Signal:
    it.guarded += bool(node.handlers)
    uncertain = it.uncertain
    try:
        signal = it.run(node.body, scope)
    except Raised as error:
        it.guarded -= bool(node.handlers)
        it.uncertain = uncertain
        return _handle(it, node, error, scope)
    it.guarded -= bool(node.handlers)
    return it.run(node.orelse, scope) if signal is None else signal


def _handle(it: Interpreter, node: tree.Try, error: Raised, scope: Scope) -> Signal:
    for handler in node.handlers:
        if handler.kind is not None and not _catches(it, it.eval(handler.kind, scope), error.names):
            continue
        if handler.name:
            bound = error.value if error.value is not None else Unknown("{" + handler.name + "}")
            scope.bind(handler.name, bound)
        signal = None
        try:
            signal = it.run(handler.body, scope)
        except Raised as again:
            if again.names == AGAIN:
                raise error from None
            raise
        return signal
    raise error


def _catches(it: Interpreter, kind: object, names: tuple[str, ...]) -> bool:
    """Tell whether `except kind` catches an exception of these class names."""
    if isinstance(kind, (tuple, List)):
        return it.has_measure(kind) and any(_catches(it, k, names) for k in kind)
    if isinstance(kind, type):
        return kind.__name__ in names or kind in (Exception, BaseException)
    if isinstance(kind, ClassValue):
        return kind.name in names
    if isinstance(kind, External):
        return kind.leaf in names
    return isinstance(kind, Instance)


def run_match(it: Interpreter, node: tree.Match, scope: Scope) -> Signal:
    """Run `match`: the first case that fits; on unknown subjects all that may."""
    subject = it.eval(node.subject, scope)
    return _cases(it, node.cases, subject, scope)


def _cases(it: Interpreter, cases: tuple[tree.Case, ...], subject: object, scope: Scope) -> Signal:
    for index, case in enumerate(cases):
        chosen = _chosen(it, case, subject, scope)
        if chosen:
            return it.run(case.body, scope)
        if chosen is None:
            return _either(it, cases[index:], subject, scope)
    return None


def _either(it: Interpreter, cases: tuple[tree.Case, ...], subject: object, scope: Scope) -> Signal:
    """Run the first case, which may fit, and those after it as two branches."""
    body, rest = cases[0].body, cases[1:]
    return fork(it, scope, (lambda: it.run(body, scope), lambda: _cases(it, rest, subject, scope)))


def _chosen(it: Interpreter, case: tree.Case, subject: object, scope: Scope) -> bool | None:
    """Tell whether a case fits and its guard holds, None where that isn't known."""
    fits = patterns.fits(it, case.pattern, subject, scope)
    if fits is False or case.guard is None:
        return fits
    guard = it.truth(it.eval(case.guard, scope))
    return guard if fits else None
