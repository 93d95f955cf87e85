"""Builtin functions on iterables: `len`, `zip`, `sorted`, and their like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.containers import fromkeys, ordered
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.iteration import listed
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    Generator,
    Instance,
    List,
    SetValue,
    Unknown,
    Value,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


def carried(it: Interpreter, source: object, work: Callable[[Iterable[object]], Any]) -> object:
    """Return a list made of the items of `source`, with what is uncertain about them."""
    items, over, maybe = it.spread(source)
    made = work(items)
    if not (over or maybe):
        return made
    result = List(made)
    result.over, result.maybe, result.depth = over, True, it.uncertain
    return result


def _len(it: Interpreter, args: Args) -> object:
    value: Plain = args.get(0, "obj")
    if isinstance(value, SetValue) and not value.maybe:
        return len(value.items)
    if isinstance(value, Instance) and value.defines("__len__"):
        return it.call_method(value, "__len__")
    pool = value.iterate(it) if isinstance(value, Value) else None
    if isinstance(pool, list):
        return len(pool)
    if isinstance(value, Value) or (isinstance(value, (List, Dict)) and value.maybe):
        return Unknown("{len(" + it.text_of(value).strip("{}")[:20] + ")}")
    try:
        return len(value)
    except FAULTS as error:
        raise fault(error) from error


def _enumerate(it: Interpreter, args: Args) -> object:
    start = args.get(1, "start", 0)
    first = start if isinstance(start, int) else 0
    return carried(it, args.get(0, "iterable"), lambda items: enumerate(items, first))


def _zip(it: Interpreter, args: Args) -> object:
    spread = [it.spread(value) for value in args.positional]
    pairs = zip(*[items for items, _, _ in spread], strict=False)
    over = next((o for _, o, _ in spread if o), "")
    if not over and not any(maybe for _, _, maybe in spread):
        return pairs
    result = List(pairs)
    result.over, result.maybe = over, True
    return result


def _map(it: Interpreter, args: Args) -> object:
    function = args.get(0, "func")
    if len(args.positional) > 2:  # noqa: PLR2004  a function and several iterables
        rows = zip(*[it.items(v) for v in args.positional[1:]], strict=False)
        return List(_called(it, function, row) for row in rows)
    return carried(
        it,
        args.get(1, "iterable"),
        lambda items: List(_called(it, function, [item]) for item in items),
    )


def _called(it: Interpreter, function: object, row: Iterable[object]) -> object:
    it.step()
    return it.call(function, Args(row))


def _filter(it: Interpreter, args: Args) -> object:
    function = args.get(0, "function")
    result = List()
    items, over, maybe = it.spread(args.get(1, "iterable"))
    result.over, result.maybe = over, maybe or bool(over)
    for item in items:
        it.step()
        truth = it.truth(item if function is None else it.call(function, Args([item])))
        if truth is not False:
            result.append(item)
            result.maybe = result.maybe or truth is None
    return result


def _sorted(it: Interpreter, args: Args) -> object:
    return carried(it, args.get(0, "iterable"), lambda items: List(ordered(it, list(items), args)))


def _reversed(it: Interpreter, args: Args) -> object:
    return carried(it, args.get(0, "sequence"), lambda items: List(reversed(list(items))))


def _extreme(name: str) -> Callable[[Interpreter, Args], object]:
    def extreme(it: Interpreter, args: Args) -> object:
        items = args.positional if len(args.positional) > 1 else listed(it, args.get(0, "iterable"))
        if any(isinstance(i, Value) for i in items) or getattr(items, "maybe", False):
            return Unknown("{" + name + "(…)}")
        if not items and "default" in args.keywords:
            return args.keywords["default"]
        key = Args(keywords={k: v for k, v in args.keywords.items() if k == "key"})
        if name == "max":
            key.keywords["reverse"] = True
        row = ordered(it, list(items), key)
        if not row:
            raise Raised(("ValueError", "Exception"), f"{name}() of nothing")
        return row[0]

    return extreme


def _sum(it: Interpreter, args: Args) -> object:
    total = args.get(1, "start", 0)
    for item in it.items(args.get(0, "iterable")):
        total = it.sized(it.binary("+", total, item))
        it.step()
    return total


def _any_all(*, wanted: bool) -> Callable[[Interpreter, Args], object]:
    def decide(it: Interpreter, args: Args) -> object:
        items, over, maybe = it.spread(args.get(0, "iterable"))
        doubtful = bool(over) or maybe
        certain = not doubtful
        for item in items:
            it.step()
            truth = it.truth(item)
            if truth is wanted and certain:
                return wanted
            doubtful = doubtful or truth is None
        return Unknown("{any(…)}" if wanted else "{all(…)}") if doubtful else not wanted

    return decide


def _iter(it: Interpreter, args: Args) -> object:
    value = args.get(0, "object")
    if isinstance(value, (Generator, Iterator)):
        return value
    return iter(it.items(value))


def _next(it: Interpreter, args: Args) -> object:
    value = args.get(0, "iterator")
    source = value.iterator() if isinstance(value, Generator) else value
    if not isinstance(source, Iterator):
        return Unknown(inside(text_of(value), "[0]"))
    for item in source:
        return item
    if len(args.positional) > 1:
        return args.positional[1]
    del it
    raise Raised(("StopIteration", "Exception"), "")


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "len": _len,
    "enumerate": _enumerate,
    "zip": _zip,
    "map": _map,
    "filter": _filter,
    "sorted": _sorted,
    "reversed": _reversed,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "sum": _sum,
    "any": _any_all(wanted=True),
    "all": _any_all(wanted=False),
    "iter": _iter,
    "next": _next,
    "dict.fromkeys": fromkeys,
}
