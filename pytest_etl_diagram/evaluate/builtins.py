"""The names that every module sees without importing them."""

from __future__ import annotations

import builtins as python
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate import introspection, metaclasses, sequences
from pytest_etl_diagram.evaluate.budgets import check_width
from pytest_etl_diagram.evaluate.conversion import textual
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.imports import load
from pytest_etl_diagram.evaluate.values import (
    Instance,
    Native,
    ScopedNative,
    Unknown,
    Value,
    Wrapper,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import Args


TYPES = (
    str, int, float, complex, bool, list, tuple, set, frozenset, dict, range, slice, type, bytes,
    object,
)  # fmt: skip


def _plain(it: Interpreter, function: Callable[..., Any], args: Args) -> object:
    """Call one of Python's functions on plain arguments."""
    values = [*args.positional, *args.keywords.values()]
    if not all(it.has_measure(value) for value in values):
        return Unknown("{" + function.__name__ + "()}")
    if any(isinstance(v, Value) for v in values):
        return Unknown("{" + f"{function.__name__}({it.text_of(values[0]).strip('{}')})" + "}")
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
    value = args.get(0, "obj")
    if isinstance(value, Instance) and value.defines("__repr__"):
        return it.call_method(value, "__repr__")
    shown, exact = textual(it, value)
    return repr(shown) if exact else Unknown(it.text_of(shown))


def _format(it: Interpreter, args: Args) -> object:
    spec = args.get(1, "format_spec", "")
    check_width(it.text_of(spec))
    return _plain(it, format, args)


def _nothing(it: Interpreter, args: Args) -> None:
    """Do nothing, as `print` does for a pipeline's structure."""


def _import(it: Interpreter, args: Args) -> object:
    name = args.get(0, "name")
    return load(it, name, it.path) if isinstance(name, str) else Unknown("{import}")


def _wrapper(kind: str) -> Callable[[Interpreter, Args], object]:
    def wrap(it: Interpreter, args: Args) -> object:
        del it
        return Wrapper(kind, args.get(0, "function"))

    return wrap


def _pow(it: Interpreter, args: Args) -> object:
    if len(args.positional) == 2:  # noqa: PLR2004  without a modulus: `base ** exp`
        return it.binary("**", *args.positional)
    return plain(pow)(it, args)


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "print": _nothing,
    "__import__": _import,
    "round": plain(round),
    "abs": plain(abs),
    "divmod": plain(divmod),
    "pow": _pow,
    "chr": plain(chr),
    "ord": plain(ord),
    "hex": plain(hex),
    "bin": plain(bin),
    "oct": plain(oct),
    "ascii": plain(ascii),
    "repr": _repr,
    "format": _format,
    "property": _wrapper("property"),
    "classmethod": _wrapper("classmethod"),
    "staticmethod": _wrapper("staticmethod"),
    "str.maketrans": plain(str.maketrans),
    "type.__new__": metaclasses.made_by_type,
}


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
    functions = {**sequences.FUNCTIONS, **introspection.FUNCTIONS, **FUNCTIONS}
    found.update({name: Native(name, function) for name, function in functions.items()})
    found.update(
        {name: ScopedNative(name, function) for name, function in introspection.SCOPED.items()}
    )
    found["NotImplemented"] = Unknown("{NotImplemented}")
    return found
