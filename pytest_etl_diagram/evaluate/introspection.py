"""Builtin functions that look at objects, classes and scopes: `getattr`, and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.objects import super_of
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Choice,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    ModuleValue,
    SetValue,
    Unknown,
    Value,
    inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.evaluate.values import Args


def _getattr(it: Interpreter, args: Args) -> object:
    value, name = args.get(0, "obj"), args.get(1, "name")
    if not isinstance(name, str):
        return Unknown(inside(it.text_of(value), "." + it.text_of(name).strip("{}")))
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


def _is_instance(it: Interpreter, args: Args) -> object:
    """Return `isinstance(value, kinds)`."""
    value, kinds = args.get(0, "obj"), args.get(1, "class_or_tuple")
    found = _is_a(it, value, kinds)
    return (
        Unknown("{isinstance(" + it.text_of(value).strip("{}") + ")}") if found is None else found
    )


def _is_a(it: Interpreter, value: object, kind: object) -> bool | None:
    if isinstance(kind, (tuple, List)):
        found = [_is_a(it, value, k) for k in kind]
        return True if True in found else (None if None in found else False)
    if isinstance(value, Choice):
        options = {_is_a(it, option, kind) for option in value.options}
        return options.pop() if len(options) == 1 else None
    if isinstance(value, Unknown) or isinstance(kind, (Unknown, Choice)):
        return None
    if isinstance(kind, type):
        if isinstance(value, SetValue):
            return kind in (set, frozenset)
        return not isinstance(value, Value) and isinstance(value, kind)
    if isinstance(value, Instance) and isinstance(value.cls, ClassValue):
        if kind in value.cls.mro:
            return True
        if isinstance(kind, ClassValue) and not value.cls.external_bases():
            return False
        return value.is_a(kind)
    if isinstance(value, Value):
        return value.is_a(kind)
    return None if isinstance(kind, External) and kind.leaf in ABSTRACT else False


ABSTRACT = frozenset("Iterable Iterator Sequence Mapping Callable Hashable Sized Container".split())
"""Classes of collections.abc and typing: being one is a matter of methods, not of ancestry."""


def _is_subclass(it: Interpreter, args: Args) -> object:
    """Return `issubclass(cls, kinds)`."""
    del it
    cls, kind = args.get(0, "cls"), args.get(1, "class_or_tuple")
    if isinstance(cls, ClassValue):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if any(k in cls.mro for k in kinds):
            return True
        return Unknown("{issubclass}") if cls.external_bases() else False
    if isinstance(cls, type) and isinstance(kind, type):
        return issubclass(cls, kind)
    return Unknown("{issubclass}")


def _globals(it: Interpreter, args: Args, scope: Scope) -> object:
    del it, args
    return scope.module.variables


def _locals(it: Interpreter, args: Args, scope: Scope) -> object:
    del it
    if args.positional:
        value = args.positional[0]
        return getattr(value, "attrs", None) or getattr(value, "variables", Unknown("{vars}"))
    return Dict(scope.variables) if scope.kind == "function" else scope.variables


def _dir(it: Interpreter, args: Args, scope: Scope) -> object:
    del it
    value = args.positional[0] if args.positional else None
    if value is None:
        return List(sorted(scope.variables))
    if isinstance(value, ModuleValue):
        return List(sorted(value.variables))
    return Unknown("{dir(…)}")


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "callable": _callable,
    "isinstance": _is_instance,
    "issubclass": _is_subclass,
}
SCOPED: Mapping[str, Callable[[Interpreter, Args, Scope], object]] = {
    "globals": _globals,
    "locals": _locals,
    "vars": _locals,
    "dir": _dir,
    "super": super_of,
}
