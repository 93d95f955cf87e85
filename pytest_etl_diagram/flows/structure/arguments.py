"""Arguments for calls that nobody makes: what the annotations of parameters say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    FunctionValue,
    Instance,
    Unknown,
    choose,
)
from pytest_etl_diagram.flows.structure.annotations import declared, given

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.syntax import tree


def args_for(it: Probe, cls: ClassValue) -> Args:
    """Return arguments for a new object of a class: for its `__init__`, or for its fields."""
    found = cls.find("__init__")
    if found is not None and isinstance(found[1], FunctionValue):
        return args_of(it, found[1].node.params[1:], it.module_scope(found[1].path))
    fields: dict[str, object] = {}
    for base in reversed(cls.mro):
        if isinstance(base, ClassValue):
            fields.update(declared(it, base))
            fields = {name: value for name, value in fields.items() if name not in base.namespace}
    return Args([], fields)


def args_of(it: Probe, params: tuple[tree.Param, ...], scope: Scope) -> Args:
    """Return arguments for the parameters whose annotations name a class.

    Without one, a parameter keeps its default, unless that is None: that says
    only that something may be given. An object as a default is one of two.
    """
    args = Args()
    for param in params:
        if param.kind in ("star", "starstar"):
            continue
        value = None if param.annotation is None else given(it, param.annotation, scope)
        default = None if param.default is None else it.eval(param.default, scope)
        if value is not None and isinstance(default, Instance):
            value = choose((value, default))
        if value is None and (default is None or param.kind == "pos"):
            value = Unknown("{" + param.name + "}")
        if param.kind == "pos":
            args.positional.append(value)
        elif value is not None:
            args.keywords[param.name] = value
    return args
