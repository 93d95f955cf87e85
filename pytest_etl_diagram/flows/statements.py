"""How statements are traced: what decides, repeats, guards or ends is taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import patterns
from pytest_etl_diagram.evaluate.forks import ended, fork, restore, unite
from pytest_etl_diagram.evaluate.scope import BREAK, CONTINUE, Jump, Return, Scope, Signal
from pytest_etl_diagram.evaluate.statements import raised
from pytest_etl_diagram.flows import contexts, loops
from pytest_etl_diagram.flows.recording import does_anything, is_meaningful, tidy
from pytest_etl_diagram.flows.shapes import shape
from pytest_etl_diagram.flows.stable import is_stable
from pytest_etl_diagram.flows.tree import Arm, Branch, Exit, Handler, Step, Try
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.flows.words import describe
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Block

ANYTHING_ELSE = "_"
"""The label of the case for what no other case fits."""

RAISES = Jump("raise")
"""The signal of a `raise`."""


def place_of(scope: Scope, mark: int) -> Place:
    """Return the place of a statement."""
    return Place(scope.module.path, mark)


def _evaluate(it: Tracer, node: tree.Evaluate, scope: Scope) -> Signal:
    """Run an expression whose value nobody uses."""
    before = len(it.block)
    it.eval(node.value, scope)
    last = it.block[-1] if len(it.block) > before else None
    if isinstance(last, Exit):
        return RAISES  # `sys.exit(1)`
    if isinstance(last, Step) and last.gives:
        it.block[-1] = loops.replaced(last, gives=False)
    return None


def _if(it: Tracer, node: tree.If, scope: Scope) -> Signal:
    value = it.eval(node.test, scope)
    truth = it.truth(value) if is_stable(it, node.test, scope) else None
    if truth is not None:
        return it.run(node.body if truth else node.orelse, scope)
    test = describe(it, node.test, scope)
    return _branched(
        it,
        scope,
        test,
        place_of(scope, node.mark),
        (("Yes", lambda: it.run(node.body, scope)), ("No", lambda: it.run(node.orelse, scope))),
    )


def _branched(
    it: Tracer,
    scope: Scope,
    test: str,
    place: Place,
    ways: tuple[tuple[str, Callable[[], Signal]], ...],
) -> Signal:
    """Run every way from the same variables, each into an arm of a branch."""
    arms: list[Arm] = []

    def arm(label: str, work: Callable[[], Signal]) -> Callable[[], Signal]:
        def run() -> Signal:
            before = len(it.read)
            with it.recording() as block:
                signal = work()
            arms.append(Arm(label, tidy(block)))
            for generator in it.read[before:]:  # on the other way it isn't read yet
                generator.collected = None
            del it.read[before:]
            return signal

        return run

    signal = fork(it, scope, [arm(label, work) for label, work in ways])
    if any(is_meaningful(a.body) for a in arms) or it.is_checking:
        it.record(Branch(test, tuple(arms), place))
    else:
        it.idle.setdefault(test, place)
    return signal


def _match(it: Tracer, node: tree.Match, scope: Scope) -> Signal:
    subject = it.eval(node.subject, scope)
    stable = is_stable(it, node.subject, scope)
    ways: list[tuple[str, Callable[[], Signal]]] = []
    total = False
    for case in node.cases:
        fits = patterns.fits(it, case.pattern, subject, scope)
        if fits is False and stable:
            continue
        if fits is True and stable and case.guard is None and not ways:
            return it.run(case.body, scope)
        ways.append((_case_words(it, case, scope), _case(it, case, subject, scope)))
        total = total or (_catches_all(case.pattern) and case.guard is None)
    if not total:
        ways.append((ANYTHING_ELSE, lambda: None))
    words = describe(it, node.subject, scope)
    return _branched(it, scope, words, place_of(scope, node.mark), tuple(ways))


def _case(it: Tracer, case: tree.Case, subject: object, scope: Scope) -> Callable[[], Signal]:
    def run() -> Signal:
        patterns.fits(it, case.pattern, subject, scope)
        if case.guard is not None:
            it.eval(case.guard, scope)
        return it.run(case.body, scope)

    return run


def _catches_all(pattern: tree.Pattern) -> bool:
    return isinstance(pattern, tree.MatchAs) and (
        pattern.pattern is None or _catches_all(pattern.pattern)
    )


def _case_words(it: Tracer, case: tree.Case, scope: Scope) -> str:
    words = pattern_words(it, case.pattern, scope)
    guard = describe(it, case.guard, scope)
    return f"{words} if {guard}" if guard else words


def pattern_words(it: Tracer, pattern: tree.Pattern, scope: Scope) -> str:
    """Say what a pattern of a case looks for; names that it binds are left out."""
    if isinstance(pattern, tree.MatchValue):
        return describe(it, pattern.value, scope)
    if isinstance(pattern, tree.MatchOr):
        return " or ".join(pattern_words(it, option, scope) for option in pattern.patterns)
    if isinstance(pattern, tree.MatchClass):
        return f"{describe(it, pattern.cls, scope)}"
    if isinstance(pattern, tree.MatchMapping):
        items = (
            f"{describe(it, key, scope)}: {pattern_words(it, inner, scope)}"
            for key, inner in pattern.items
        )
        return "{" + ", ".join(items) + "}"
    if isinstance(pattern, tree.MatchSequence):
        return "[" + ", ".join(pattern_words(it, p, scope) for p in pattern.patterns) + "]"
    if isinstance(pattern, tree.MatchStar):
        return "…"
    if pattern.pattern is None:
        return ANYTHING_ELSE
    return pattern_words(it, pattern.pattern, scope)


def _return(it: Tracer, node: tree.Return, scope: Scope) -> Signal:
    value = None if node.value is None else it.tail_value(node.value, scope)
    if it.took_tail:
        it.took_tail = False
        return Return(value)
    it.record(Exit("return", shape(value), (), place_of(scope, node.mark)))
    return Return(value)


def _raise(it: Tracer, node: tree.Raise, scope: Scope) -> Signal:
    place = place_of(scope, node.mark)
    with it.unrecorded():
        error = it.eval(node.error, scope) if node.error is not None else None
    caught = it.frames[-1].caught if it.frames else []
    if node.error is None or any(error is each for each in caught):
        it.record(Exit("raise", "", (), place))
        return RAISES
    names = raised(error).names
    it.record(Exit("raise", names[0], tuple(dict.fromkeys(names)), place))
    return RAISES


def _assert(it: Tracer, node: tree.Assert, scope: Scope) -> Signal:
    it.eval(node.test, scope)
    place = place_of(scope, node.mark)
    names = ("AssertionError", "Exception")
    failing = (Exit("raise", names[0], names, place),)
    if not is_stable(it, node.test, scope):
        test = describe(it, node.test, scope)
        it.record(Branch(test, (Arm("Yes", ()), Arm("No", failing)), place))
    return None


def _break(it: Tracer, node: tree.Break, scope: Scope) -> Signal:
    it.record(Exit("break", "", (), place_of(scope, node.mark)))
    return BREAK


def _continue(it: Tracer, node: tree.Continue, scope: Scope) -> Signal:
    it.record(Exit("continue", "", (), place_of(scope, node.mark)))
    return CONTINUE


def _try(it: Tracer, node: tree.Try, scope: Scope) -> Signal:
    """Trace `try`: handlers start from what the variables may be anywhere in the region."""
    before = dict(scope.variables)
    body, signal = it.taken_down(node.body, scope)
    after = dict(scope.variables)
    orelse: Block = ()
    if signal is None:
        orelse, signal = it.taken_down(node.orelse, scope)
    states = [dict(scope.variables)] if signal is None else []
    signals = [] if signal is None else [signal]
    handlers: list[Handler] = []
    for handler in node.handlers:
        restore(scope, before)
        unite(scope, before, [before, after])
        with it.unsure():
            taken, ending = _handler(it, handler, scope)
        handlers.append(taken)
        if ending is None:
            states.append(dict(scope.variables))
        else:
            signals.append(ending)
    unite(scope, before, states or [after])
    final, last = it.taken_down(node.final, scope)
    _note_try(it, Try(body, tuple(handlers), orelse, final, place_of(scope, node.mark)))
    return last or ended(it, scope, signals, lives=bool(states))


def _note_try(it: Tracer, taken: Try) -> None:
    """Write a guarded region down, or what it does without one where nothing is guarded."""
    guards = bool(taken.handlers or does_anything(taken.final))
    matters = does_anything(taken.body) or any(is_meaningful(h.body) for h in taken.handlers)
    if guards and matters:
        it.record(taken)
        return
    it.block.extend((*taken.body, *taken.orelse, *taken.final))


def _handler(it: Tracer, handler: tree.Handler, scope: Scope) -> tuple[Handler, Signal]:
    kinds = it.quietly(handler.kind, scope) if handler.kind is not None else None
    names = exception_names(kinds)
    error = Product("{" + (names[0] if names else "error") + "}")
    if handler.name:
        scope.bind(handler.name, error)
    if it.frames:
        it.frames[-1].caught.append(error)
    body, signal = it.taken_down(handler.body, scope)
    return Handler(names, body, place_of(scope, handler.mark)), signal


def exception_names(kinds: object) -> tuple[str, ...]:
    """Return the names of the exceptions that an except clause lists; none: any."""
    if kinds is None:
        return ()
    listed = kinds if isinstance(kinds, (tuple, list)) else (kinds,)
    return tuple(dict.fromkeys(raised(kind).names[0] for kind in listed))


def forget_targets(it: Tracer, node: tree.Statement, scope: Scope) -> None:
    """Bind what a statement that couldn't be evaluated would have bound."""
    if isinstance(node, tree.Assign):
        targets: tuple[tree.Expr, ...] = node.targets
    elif isinstance(node, (tree.Annotate, tree.Augment)):
        targets = (node.target,)
    else:
        return
    for target in targets:
        for name in loops.names_in(target):
            scope.bind(name, Product("{…}"))
    del it


TRACED: Mapping[type, Callable[[Tracer, Any, Scope], Signal]] = {
    tree.Evaluate: _evaluate,
    tree.If: _if,
    tree.Match: _match,
    tree.Return: _return,
    tree.Raise: _raise,
    tree.Assert: _assert,
    tree.Break: _break,
    tree.Continue: _continue,
    tree.Try: _try,
    tree.For: loops.run_for,
    tree.While: loops.run_while,
    tree.With: contexts.run_with,
}
