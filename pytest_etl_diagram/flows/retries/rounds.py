"""The rounds of a loop in which every try fails."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.calling import consume
from pytest_etl_diagram.evaluate.scope import BREAK, Exhausted, Raised, Signal
from pytest_etl_diagram.evaluate.values import BoundMethod, FunctionValue, Generator, leaf_of
from pytest_etl_diagram.flows.retries.failing import LEAVING
from pytest_etl_diagram.flows.retries.paths import bound_names, walk
from pytest_etl_diagram.flows.retries.quiet import NOTHING
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.retries.failing import Failing

MAX_TRIES = 320
"""A loop that isn't over a range and tries more often is taken as endless."""
MAX_PAUSES = 32
"""How many pauses are looked at to see how they grow, and where they stop growing."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """What came of a loop that was played.

    - `tries`: how often it tried; None: without end, or as often as something unknown.
    - `pauses`: the pause of each round that had one, None for one of unknown length.
    - `listed`: the pauses are those of a known list.
    - `signal`, `left`: how it was left from inside and in which block, "" and () at its end.
    """

    tries: int | None
    pauses: tuple[float | None, ...] = ()
    listed: bool = False
    signal: str = ""
    left: tree.Block = ()


def play(run: Failing, node: tree.For | tree.While, *, endless: bool = False) -> Rounds:
    """Play a loop to its end or, `endless`, as many rounds as it takes to see how it pauses."""
    run.endless = endless
    run.changing = set(bound_names((node,)))
    if isinstance(node, tree.For):
        run.listed = _is_list(run, node.iterable)
        items = items_of(run, node.iterable, endless=endless)
        size = len(items) if isinstance(items, Sized) else None
        begun: Iterable[object] = _each(run, node.target, items)
    else:
        size = None
        begun = _while(run, node)
    pauses: list[float | None] = []
    limit = MAX_PAUSES if endless else MAX_TRIES
    count = 0
    for _ in itertools.islice(begun, limit):
        count += 1
        run.pauses = []
        signal = run.play(node.body)
        if run.pauses:
            pauses.append(None if None in run.pauses else sum(p for p in run.pauses if p))
        if signal in LEAVING:
            return Rounds(run.tries, tuple(pauses), run.listed, signal, run.left)
    whole = size if size is not None and size > limit else run.tries
    known = size is not None or (count < limit and not run.stuck)
    return Rounds(whole if known else None, tuple(pauses), run.listed)


def _each(run: Failing, target: tree.Expr, items: Iterable[object] | None) -> Iterator[None]:
    """Begin a round for each item; one for all where they aren't known."""
    run.stuck = items is None
    for item in (NOTHING,) if items is None else items:
        run.put(target, item)
        yield


def _while(run: Failing, node: tree.While) -> Iterator[None]:
    """Begin a round while the test of a loop holds, and for ever in an endless run.

    A loop that a round changes nothing of, or that asks for nothing it changes, is stuck.
    """
    run.stuck = not _asks_counters(run, node)
    while run.endless or run.truth(node.test) is not False:
        before = _state(run)
        yield
        run.stuck = run.stuck or before == _state(run)
        if run.stuck and not run.endless:
            return


def _asks_counters(run: Failing, node: tree.While) -> bool:
    """Tell whether a loop asks for what it binds: else it never ends by itself."""
    asked = [n.test for n in walk((node,)) if isinstance(n, (tree.If, tree.While, tree.IfElse))]
    return any(run.varies(test) for test in asked)


def _state(run: Failing) -> object:
    numbers = {k: v for k, v in run.scope.variables.items() if isinstance(v, (int, float))}
    return numbers, dict(run.attributes)


def _called(run: Failing, node: tree.Expr) -> tuple[str, list[tree.Expr]]:
    """Return the name of the builtin that an expression calls, with its arguments."""
    if not isinstance(node, tree.Call) or any(arg.star for arg in node.args):
        return "", []
    function = run.it.value(node.func, run.scope)
    return leaf_of(function), [arg.value for arg in node.args]


def _is_list(run: Failing, node: tree.Expr) -> bool:
    name, args = _called(run, node)
    if name == "enumerate":
        return _is_list(run, args[0])
    return name not in ("range", "count", "reversed")


def items_of(run: Failing, node: tree.Expr, *, endless: bool) -> Iterable[object] | None:
    """Return the items that a loop goes over, None where they aren't known.

    An unknown bound of a range has a sample; `endless` ranges have no bound.
    """
    name, args = _called(run, node)
    if name == "range" and args:
        numbers = [run.number(arg) for arg in args]
        whole = [int(n) for n in numbers if n is not None]
        if len(whole) != len(numbers) or (len(whole) > 2 and not whole[2]):  # noqa: PLR2004
            return None
        known = range(*whole)
        return itertools.count(known.start, known.step) if endless else known
    if name in ("enumerate", "reversed", "list", "tuple", "iter") and args:
        inner = items_of(run, args[0], endless=endless and name == "enumerate")
        if inner is None:
            return None
        if name == "enumerate":
            start = run.number(args[1]) if len(args) > 1 else 0
            return enumerate(inner, int(start or 0))
        row = list(itertools.islice(inner, MAX_TRIES))
        return row[::-1] if name == "reversed" else row
    return _known_items(run, node)


def _known_items(run: Failing, node: tree.Expr) -> Iterable[object] | None:
    if isinstance(node, tree.Call):
        function = run.it.value(node.func, run.scope)
        inner = function.function if isinstance(function, BoundMethod) else function
        if isinstance(inner, FunctionValue) and not getattr(inner.node, "is_generator", False):
            return None
    found = run.it.value(node, run.scope)
    if isinstance(found, Generator):
        return _first_of(found)
    return found if isinstance(found, (list, tuple, range, Iterator)) else None


def _first_of(generator: Generator) -> list[object] | None:
    """Return the first items that a generator of the project gives, None where it gives none."""
    found: list[object] = []

    def receive(value: object) -> Signal:
        found.append(value)
        return BREAK if len(found) >= MAX_PAUSES else None

    with contextlib.suppress(Raised, Exhausted, RecursionError):
        consume(generator, receive)
    return found or None
