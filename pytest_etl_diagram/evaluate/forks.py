"""Branches on conditions that aren't known: all are run, and what they made is united."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised, Return, Scope, Signal
from pytest_etl_diagram.evaluate.values import choose
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def only_raises(block: tree.Block) -> bool:
    """Tell whether a block does nothing but end in an exception: such a branch is not taken."""
    return bool(block) and isinstance(block[-1], tree.Raise)


def fork(it: Interpreter, scope: Scope, branches: Sequence[Callable[[], Signal]]) -> Signal:
    """Run each branch from the same variables and unite what they leave.

    A branch that raises is dropped; if all do, the last exception goes on.
    Where some branches return or jump and others don't, what follows runs on,
    marked as uncertain.
    """
    before = dict(scope.variables)
    states: list[dict[str, object]] = []
    signals: list[Signal] = []
    error: Raised | None = None
    for branch in branches:
        with it.unsure():
            try:
                signal = branch()
            except Raised as raised:
                error = raised
            else:
                if signal is None:
                    states.append(dict(scope.variables))
                else:
                    signals.append(signal)
        restore(scope, before)
    if not states and not signals and error is not None:
        raise error
    unite(scope, before, states)
    return ended(it, scope, signals, lives=bool(states))


def restore(scope: Scope, before: dict[str, object]) -> None:
    """Put the variables back as they were before a branch."""
    scope.variables.clear()
    scope.variables.update(before)


def unite(scope: Scope, before: dict[str, object], states: list[dict[str, object]]) -> None:
    """Give each variable the values that the branches which go on have left."""
    names = dict.fromkeys([*before, *(name for state in states for name in state)])
    if not states:
        return
    for name in names:
        values = [state[name] for state in states if name in state]
        if not values:
            scope.variables.pop(name, None)
        elif any(value is not values[0] for value in values):
            scope.variables[name] = choose(values)
        else:
            scope.variables[name] = values[0]


def ended(it: Interpreter, scope: Scope, signals: Sequence[Signal], *, lives: bool) -> Signal:
    """Return how the fork ended; a return that isn't sure is kept for the function's end."""
    returns = [s for s in signals if isinstance(s, Return)]
    jumps = [s for s in signals if not isinstance(s, Return)]
    if lives or jumps:
        scope.maybe_returns.extend(r.value for r in returns)
        if lives and signals:
            it.uncertain += 1
            it.broke = it.broke or any(getattr(j, "kind", "") == "break" for j in jumps)
        return None if lives else jumps[0]
    return Return(choose(r.value for r in returns)) if returns else None
