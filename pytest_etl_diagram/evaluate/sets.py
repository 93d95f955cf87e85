"""Methods of sets: as for lists and dicts, they change their set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.operators import SET_OPERATORS
from pytest_etl_diagram.evaluate.values import Args, SetValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def attribute(it: Interpreter, value: SetValue, name: str) -> Callable[[Args], object] | None:
    """Return the method `name` of a set, None where a set has none."""
    if name in CHANGES:
        return lambda args: CHANGES[name](it, value, args)
    if name in COMBINATIONS:
        return lambda args: _combined(it, COMBINATIONS[name], value, args)
    if name in COMPARED:
        return lambda args: _compared(it, COMPARED[name], value, args)
    return {"copy": lambda _args: SetValue(value.items)}.get(name)


def _add(it: Interpreter, target: SetValue, args: Args) -> None:
    try:
        target.items[args.get(0, "elem")] = None
    except FAULTS as error:
        raise fault(error) from error
    target.maybe = target.maybe or it.uncertain > target.depth


def _update(it: Interpreter, target: SetValue, args: Args) -> None:
    for source in args.positional:
        items, over, maybe = it.spread(source)
        target.items.update(dict.fromkeys(items))
        target.maybe = target.maybe or maybe or bool(over) or it.uncertain > target.depth


def _discard(it: Interpreter, target: SetValue, args: Args) -> None:
    if it.uncertain > target.depth:
        target.maybe = True
    else:
        target.items.pop(args.get(0, "elem"), None)


def _clear(it: Interpreter, target: SetValue, args: Args) -> None:
    del args
    if it.uncertain > target.depth:
        target.maybe = True
    else:
        target.items.clear()


def _others(it: Interpreter, args: Args) -> tuple[list[SetValue], bool]:
    spread = [it.spread(source) for source in args.positional]
    doubt = any(bool(over) or maybe for _, over, maybe in spread)
    return [SetValue(items) for items, _, _ in spread], doubt


def _combined(it: Interpreter, op: str, value: SetValue, args: Args) -> object:
    others, doubt = _others(it, args)
    result = value
    for other in others:
        result = SetValue(SET_OPERATORS[op](result.items, other.items))
    made = SetValue(result.items)
    made.maybe = doubt or value.maybe
    return made


def _compared(it: Interpreter, op: str, value: SetValue, args: Args) -> object:
    others, doubt = _others(it, args)
    if doubt or value.maybe or not others:
        return Unknown(it.text_of(value))
    if op == "disjoint":
        return value.items.keys().isdisjoint(others[0].items)
    return value.compare(it, op, others[0])


CHANGES: Mapping[str, Callable[[Interpreter, SetValue, Args], None]] = {
    "add": _add,
    "update": _update,
    "discard": _discard,
    "remove": _discard,
    "clear": _clear,
}
COMBINATIONS: Mapping[str, str] = {
    "union": "|", "intersection": "&", "difference": "-", "symmetric_difference": "^",
}  # fmt: skip
COMPARED: Mapping[str, str] = {"issubset": "<=", "issuperset": ">=", "isdisjoint": "disjoint"}
