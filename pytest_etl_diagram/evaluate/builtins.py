"""Python's builtin functions, as the evaluator runs them."""

from __future__ import annotations

import builtins as python
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import construct
from pytest_etl_diagram.evaluate.containers import fromkeys, ordered
from pytest_etl_diagram.evaluate.natives import listed
from pytest_etl_diagram.evaluate.objects import super_of
from pytest_etl_diagram.evaluate.operators import FAULTS, check_width, fault, textual
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    Dict,
    External,
    Generator,
    Instance,
    List,
    ModuleValue,
    Native,
    ScopedNative,
    SetValue,
    Unknown,
    Value,
    Wrapper,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

TYPES = (
    str, int, float, complex, bool, list, tuple, set, frozenset, dict, range, slice, type, bytes,
    object,
)  # fmt: skip


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
    value = args.get(0, "obj")
    if isinstance(value, SetValue):
        return len(value.items)
    if isinstance(value, Instance) and value.defines("__len__"):
        return it.call_method(value, "__len__")
    if isinstance(value, Value) or (isinstance(value, (List, Dict)) and value.maybe):
        return Unknown("{len(" + text_of(value).strip("{}")[:20] + ")}")
    try:
        return len(value)  # type: ignore[arg-type]  Python decides what fits
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
        return List(it.call(function, Args(row)) for row in rows)
    return carried(
        it,
        args.get(1, "iterable"),
        lambda items: List(it.call(function, Args([item])) for item in items),
    )


def _filter(it: Interpreter, args: Args) -> object:
    function = args.get(0, "function")
    result = List()
    items, over, maybe = it.spread(args.get(1, "iterable"))
    result.over, result.maybe = over, maybe or bool(over)
    for item in items:
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
        row = ordered(it, list(items), key)
        if not row:
            raise Raised(("ValueError", "Exception"), f"{name}() of nothing")
        return row[0] if name == "min" else row[-1]

    return extreme


def _sum(it: Interpreter, args: Args) -> object:
    total = args.get(1, "start", 0)
    for item in it.items(args.get(0, "iterable")):
        total = it.binary("+", total, item)
    return total


def _any_all(*, wanted: bool) -> Callable[[Interpreter, Args], object]:
    def decide(it: Interpreter, args: Args) -> object:
        items, over, maybe = it.spread(args.get(0, "iterable"))
        doubtful = bool(over) or maybe
        for item in items:
            truth = it.truth(item)
            if truth is wanted and not doubtful:
                return wanted
            doubtful = doubtful or truth is None
        return Unknown("{any(…)}" if wanted else "{all(…)}") if doubtful else not wanted

    return decide


def _getattr(it: Interpreter, args: Args) -> object:
    value, name = args.get(0, "obj"), args.get(1, "name")
    if not isinstance(name, str):
        return Unknown(inside(text_of(value), "." + text_of(name).strip("{}")))
    if len(args.positional) < 3:  # noqa: PLR2004  no default
        return it.attribute(value, name)
    it.guarded += 1
    try:
        return it.attribute(value, name)
    except Raised:
        return args.positional[2]
    finally:
        it.guarded -= 1


def _hasattr(it: Interpreter, args: Args) -> object:
    value, name = args.get(0, "obj"), args.get(1, "name")
    if isinstance(value, (Unknown, External, Choice)) or not isinstance(name, str):
        return Unknown("{hasattr}")
    it.guarded += 1
    try:
        found = it.attribute(value, name)
    except Raised:
        return False
    finally:
        it.guarded -= 1
    return Unknown("{hasattr}") if isinstance(found, Unknown) else True


def _setattr(it: Interpreter, args: Args) -> None:
    value, name = args.get(0, "obj"), args.get(1, "name")
    if isinstance(value, Value) and isinstance(name, str):
        value.set_attribute(it, name, args.get(2, "value"))


def _callable(it: Interpreter, args: Args) -> object:
    value = args.get(0, "obj")
    if isinstance(value, Instance):
        return value.defines("__call__")
    if isinstance(value, (Unknown, Choice)):
        return Unknown("{callable}")
    del it
    return isinstance(value, (Value, type)) and not isinstance(value, (SetValue, ModuleValue))


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


def _round(it: Interpreter, args: Args) -> object:
    return _plain(it, round, args)


def _plain(it: Interpreter, function: Callable[..., Any], args: Args) -> object:
    """Call one of Python's functions on plain arguments."""
    del it
    values = [*args.positional, *args.keywords.values()]
    if any(isinstance(v, Value) for v in values):
        return Unknown("{" + f"{function.__name__}({text_of(values[0]).strip('{}')})" + "}")
    try:
        result: object = function(*args.positional, **args.keywords)
    except FAULTS as error:
        raise fault(error) from error
    return result


def plain(function: Callable[..., Any]) -> Callable[[Interpreter, Args], object]:
    """Return the model of a function that is pure on plain arguments."""

    def model(it: Interpreter, args: Args) -> object:
        return _plain(it, function, args)

    return model


def _repr(it: Interpreter, args: Args) -> object:
    shown, exact = textual(it, args.get(0, "obj"))
    return repr(shown) if exact else Unknown(text_of(shown))


def _format(it: Interpreter, args: Args) -> object:
    spec = args.get(1, "format_spec", "")
    check_width(text_of(spec))
    return _plain(it, format, args)


def _globals(it: Interpreter, args: Args, scope: Scope) -> object:
    del it, args
    return scope.module.variables


def _locals(it: Interpreter, args: Args, scope: Scope) -> object:
    del it
    if args.positional:
        value = args.positional[0]
        return getattr(value, "attrs", None) or getattr(value, "variables", Unknown("{vars}"))
    return scope.variables


def _dir(it: Interpreter, args: Args, scope: Scope) -> object:
    del it
    value = args.positional[0] if args.positional else None
    if value is None:
        return List(sorted(scope.variables))
    if isinstance(value, ModuleValue):
        return List(sorted(value.variables))
    return Unknown("{dir(…)}")


def _nothing(it: Interpreter, args: Args) -> None:
    """Do nothing, as `print` does for a pipeline's structure."""


def _import(it: Interpreter, args: Args) -> object:
    from pytest_etl_diagram.evaluate.imports import load  # noqa: PLC0415  imports is a statement's part

    name = args.get(0, "name")
    return load(it, name, it.path) if isinstance(name, str) else Unknown("{import}")


def _wrapper(kind: str) -> Callable[[Interpreter, Args], object]:
    def wrap(it: Interpreter, args: Args) -> object:
        del it
        return Wrapper(kind, args.get(0, "function"))

    return wrap


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "len": _len, "enumerate": _enumerate, "zip": _zip, "map": _map, "filter": _filter,
    "sorted": _sorted, "reversed": _reversed, "min": _extreme("min"), "max": _extreme("max"),
    "sum": _sum, "any": _any_all(wanted=True), "all": _any_all(wanted=False),
    "getattr": _getattr, "hasattr": _hasattr, "setattr": _setattr, "callable": _callable,
    "isinstance": construct.is_instance, "issubclass": construct.is_subclass,
    "iter": _iter, "next": _next, "print": _nothing, "__import__": _import,
    "round": _round, "abs": plain(abs), "divmod": plain(divmod), "chr": plain(chr),
    "ord": plain(ord), "hex": plain(hex), "bin": plain(bin), "oct": plain(oct), "ascii": plain(ascii),
    "repr": _repr, "format": _format,
    "property": _wrapper("property"), "classmethod": _wrapper("classmethod"),
    "staticmethod": _wrapper("staticmethod"),
    "dict.fromkeys": fromkeys,
    "str.maketrans": plain(str.maketrans),
}  # fmt: skip
SCOPED: Mapping[str, Callable[[Interpreter, Args, Scope], object]] = {
    "globals": _globals, "locals": _locals, "vars": _locals, "dir": _dir, "super": super_of,
}  # fmt: skip


def make_builtins() -> dict[str, object]:
    """Return the names that every module sees without importing them.

    What is neither here nor Python's own exception is left unknown: `exec`,
    `eval`, `open` and `input` say nothing statically.
    """
    found: dict[str, object] = {t.__name__: t for t in TYPES}
    for name in dir(python):
        value = getattr(python, name)
        if isinstance(value, type) and issubclass(value, BaseException):
            found[name] = value
    found.update({name: Native(name, function) for name, function in FUNCTIONS.items()})
    found.update({name: ScopedNative(name, function) for name, function in SCOPED.items()})
    found["NotImplemented"] = Unknown("{NotImplemented}")
    return found
