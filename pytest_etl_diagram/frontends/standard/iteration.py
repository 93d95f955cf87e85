"""`itertools`: ways through collections."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.budgets import check_size, limited
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.sequences import carried
from pytest_etl_diagram.evaluate.values import Args, Generator, List, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


PER_COLLECTION = 100
"""What each collection of a product counts towards the size of its result: it is kept whole."""


def _over_all(function: Callable[..., Any]) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function whose arguments are all collections."""

    def model(it: Interpreter, args: Args) -> object:
        repeated = args.keywords.get("repeat", 1)
        if isinstance(repeated, int):
            check_size("*", args.positional, repeated * PER_COLLECTION)
        spread = [it.spread(value) for value in args.positional]
        made = List(
            limited(function(*[items for items, _, _ in spread], **args.keywords), it.spend)
        )
        made.over = next((over for _, over, _ in spread if over), "")
        made.maybe = bool(made.over) or any(maybe for _, _, maybe in spread)
        return made

    return model


def _over_first(function: Callable[..., Any]) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function of one collection and plain settings."""

    def model(it: Interpreter, args: Args) -> object:
        rest = args.positional[1:]
        if any(isinstance(v, Value) for v in rest):
            return Unknown("{" + function.__name__ + "}")
        for size in filter(lambda value: isinstance(value, int), rest):
            check_size("*", (0,), size)  # the places of each item are set aside at once
        try:
            return carried(
                it,
                args.get(0, "iterable"),
                lambda items: List(limited(function(items, *rest, **args.keywords), it.spend)),
            )
        except FAULTS as error:
            raise fault(error) from error

    return model


def _pairwise(items: Any) -> list[tuple[object, object]]:  # noqa: ANN401  any iterable
    row = list(items)
    return list(itertools.pairwise(row))


def _batched(items: Any, size: int) -> list[tuple[object, ...]]:  # noqa: ANN401  any iterable
    row = list(items)
    return [tuple(row[i : i + size]) for i in range(0, len(row), size)]


def _chain_from(it: Interpreter, args: Args) -> object:
    parts = list(it.items(args.get(0, "iterable")))
    return _over_all(itertools.chain)(it, Args(parts))


def _starmap(it: Interpreter, args: Args) -> object:
    found = List()
    for row in it.items(args.get(1, "iterable")):
        it.step()
        found.append(it.call(args.get(0, "function"), Args(it.items(row))))
    return found


def _count(it: Interpreter, args: Args) -> object:
    del it
    plain = [a for a in args.positional if isinstance(a, (int, float))]
    return itertools.count(*plain)


def _islice(it: Interpreter, args: Args) -> object:
    source, given = args.get(0, "iterable"), args.positional[1:]
    numbers = [a for a in given if a is None or isinstance(a, int)]
    items = source.iterator() if isinstance(source, Generator) else it.items(source)
    if not numbers or len(numbers) != len(given):
        some = List(limited(items, it.spend))
        some.maybe = True
        return some
    try:
        return itertools.islice(items, *numbers)
    except FAULTS as error:
        raise fault(error) from error


def _cycle(it: Interpreter, args: Args) -> object:
    return itertools.cycle(list(it.items(args.get(0, "iterable"))))


def _repeat(it: Interpreter, args: Args) -> object:
    del it
    times = args.get(1, "times")
    value = args.get(0, "object")
    try:
        return itertools.repeat(value, times) if isinstance(times, int) else itertools.repeat(value)
    except FAULTS as error:
        raise fault(error) from error


def _while(*, taking: bool) -> Callable[[Interpreter, Args], object]:
    """Return the model of `takewhile` or `dropwhile`."""

    def model(it: Interpreter, args: Args) -> object:
        kept = List()
        running = True
        for item in it.items(args.get(1, "iterable")):
            it.step()
            truth = it.truth(it.call(args.get(0, "predicate"), Args([item])))
            kept.maybe = kept.maybe or truth is None
            running = running and truth is not False
            if running == taking:
                kept.append(item)
            elif taking:
                break
        return kept

    return model


def _filter_false(it: Interpreter, args: Args) -> object:
    predicate = args.get(0, "predicate")
    kept = List()
    for item in it.items(args.get(1, "iterable")):
        it.step()
        truth = it.truth(item if predicate is None else it.call(predicate, Args([item])))
        kept.maybe = kept.maybe or truth is None
        if truth is not True:
            kept.append(item)
    return kept


def _accumulate(it: Interpreter, args: Args) -> object:
    function = args.get(1, "func")
    found = List()
    for item in it.items(args.get(0, "iterable")):
        it.step()
        if not found:
            found.append(item)
        elif function is None:
            found.append(it.binary("+", found[-1], item))
        else:
            found.append(it.call(function, Args([found[-1], item])))
    return found


def _groupby(it: Interpreter, args: Args) -> object:
    key = args.get(1, "key")
    groups = List()
    for item in it.items(args.get(0, "iterable")):
        it.step()
        value = item if key is None else it.call(key, Args([item]))
        if groups and groups[-1][0] == value:
            groups[-1][1].append(item)
        else:
            groups.append((value, List([item])))
    return groups


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "itertools.chain": _over_all(itertools.chain),
    "itertools.chain.from_iterable": _chain_from,
    "itertools.compress": _over_all(itertools.compress),
    "itertools.product": _over_all(itertools.product),
    "itertools.zip_longest": _over_all(itertools.zip_longest),
    "itertools.pairwise": _over_first(_pairwise),
    "itertools.batched": _over_first(_batched),
    "itertools.combinations": _over_first(itertools.combinations),
    "itertools.permutations": _over_first(itertools.permutations),
    "itertools.accumulate": _accumulate,
    "itertools.takewhile": _while(taking=True),
    "itertools.dropwhile": _while(taking=False),
    "itertools.filterfalse": _filter_false,
    "itertools.islice": _islice,
    "itertools.starmap": _starmap,
    "itertools.count": _count,
    "itertools.cycle": _cycle,
    "itertools.repeat": _repeat,
    "itertools.groupby": _groupby,
    "more_itertools.pairwise": _over_first(_pairwise),
    "more_itertools.chunked": _over_first(_batched),
}
VALUES: Mapping[str, object] = {}
