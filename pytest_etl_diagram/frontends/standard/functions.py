"""`functools`, `typing` and `math`: functions about functions, and of numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.builtins import plain
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    FunctionValue,
    Native,
    Unknown,
    Value,
    Wrapper,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class Partial(Value):
    """`functools.partial(function, *args, **keywords)`."""

    def __init__(self, function: object, args: Args) -> None:
        """Take the function and the arguments given so far."""
        self.function = function
        self.args = args

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return one of a partial's own attributes, else the function's."""
        own = {"func": self.function, "args": tuple(self.args.positional)}
        return own[name] if name in own else it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function with both sets of arguments."""
        return it.call(
            self.function,
            Args(
                [*self.args.positional, *args.positional],
                {**self.args.keywords, **args.keywords},
                open_ended=self.args.open_ended or args.open_ended,
            ),
        )


def _partial(it: Interpreter, args: Args) -> object:
    del it
    rest = Args(args.positional[1:], args.keywords, open_ended=args.open_ended)
    return Partial(args.get(0, "func"), rest)


REGISTER = "register"


class Dispatch(Value):
    """`functools.singledispatch(function)`: a function for each type of its first argument."""

    def __init__(self, function: object) -> None:
        """Take the function for all other types."""
        self.function = function
        self.kinds: list[tuple[object, object]] = []

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """`@f.register(type)` takes a function for a type."""
        if name == REGISTER:
            return Native(name, self._register)
        return it.attribute(self.function, name)

    def _register(self, _it: Interpreter, args: Args) -> object:
        kind, function = args.get(0, "cls"), args.get(1, "func")
        if isinstance(kind, FunctionValue):  # its annotation tells, which isn't kept
            kind, function = Unknown("{type}"), kind
        if function is None:
            return Native(
                REGISTER, lambda it, given: self._register(it, Args([kind, *given.positional]))
            )
        self.kinds.append((kind, function))
        return function

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the last function whose type the first argument is of."""
        value = args.get(0, "arg")
        check = it.builtins["isinstance"]
        for kind, function in reversed(self.kinds):
            truth = it.truth(it.call(check, Args([value, kind])))
            if truth is None:
                return Unknown(inside(self.text, "()"))
            if truth:
                return it.call(function, args)
        return it.call(self.function, args)


def _reduce(it: Interpreter, args: Args) -> object:
    function = args.get(0, "function")
    items = list(it.items(args.get(1, "iterable")))
    if len(args.positional) > 2:  # noqa: PLR2004  an initial value
        items.insert(0, args.positional[2])
    if not items:
        raise Raised(("TypeError", "Exception"), "reduce() of nothing")
    total = items[0]
    for item in items[1:]:
        total = it.call(function, Args([total, item]))
    return total


def _same(it: Interpreter, args: Args) -> object:
    """Return the first argument: a decorator or a hint that changes nothing."""
    del it
    return args.get(0, "func")


def _same_later(it: Interpreter, args: Args) -> object:
    """Return a decorator that changes nothing, or apply it: `@lru_cache` and `@lru_cache(1)`."""
    del it
    first = args.get(0, "func")
    if isinstance(first, Value) and not isinstance(first, Unknown) and not args.keywords:
        return first
    return Native("decorator", _same)


def _wraps(it: Interpreter, args: Args) -> object:
    """Return a decorator that gives a wrapper the name of what it wraps."""
    wrapped = args.get(0, "wrapped")
    name = it.attribute(wrapped, "__name__") if isinstance(wrapped, Value) else None

    def rename(it: Interpreter, args: Args) -> object:
        del it
        wrapper = args.get(0, "wrapper")
        if isinstance(wrapper, FunctionValue) and isinstance(name, str):
            wrapper.attributes["__name__"] = name
            wrapper.attributes["__wrapped__"] = wrapped
        return wrapper

    return Native("wraps", rename)


MATH = ("ceil", "floor", "sqrt", "log", "log2", "log10", "gcd", "trunc", "fabs", "fsum", "isclose")
UNCHANGED = ("contextlib.contextmanager", "typing.final",
             "contextlib.asynccontextmanager", "typing.no_type_check",
             "abc.abstractmethod", "typing.overload", "atexit.register", "typing.runtime_checkable",
             "functools.total_ordering", "enum.unique", "asyncio.run",
             "typing_extensions.override", "typing.override")  # fmt: skip
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "functools.singledispatch": lambda _it, args: Dispatch(args.get(0, "func")),
    "functools.lru_cache": _same_later,
    "functools.cache": _same_later,
    "functools.wraps": _wraps,
    "functools.update_wrapper": _same,
    "typing.cast": lambda it, args: args.get(1, "val"),  # noqa: ARG005
    **dict.fromkeys(UNCHANGED, _same),
    "functools.cached_property": lambda _it, args: Wrapper("property", args.get(0, "func")),
    **{f"math.{name}": plain(getattr(math, name)) for name in MATH},
}
VALUES: Mapping[str, object] = {
    "typing.TYPE_CHECKING": False,
    "typing_extensions.TYPE_CHECKING": False,
}
