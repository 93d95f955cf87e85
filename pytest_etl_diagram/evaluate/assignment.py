"""Binding targets: names, attributes, items, and several by unpacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import Choice, Dict, List, Unknown, Value, choose, inside
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.evaluate.values.base import Plain


def assign(it: Interpreter, target: tree.Expr, value: object, scope: Scope) -> None:
    """Bind `target` to `value`."""
    if isinstance(target, tree.Name):
        scope.bind(target.id, value)
        return
    if isinstance(target, tree.Attribute):
        owner = it.eval(target.value, scope)
        for each in owner.options if isinstance(owner, Choice) else (owner,):
            if isinstance(each, Value):
                each.set_attribute(it, target.name, value)
    elif isinstance(target, tree.Subscript):
        index = it.eval(target.index, scope)
        _set_item(it, it.eval(target.value, scope), index, value)
    elif isinstance(target, tree.Display):
        _unpack(it, target.elements, value, scope)
    elif isinstance(target, tree.Starred):
        assign(it, target.value, value, scope)


def _set_item(it: Interpreter, owner: object, index: Plain, value: object) -> None:
    if isinstance(owner, dict):
        if it.uncertain > getattr(owner, "depth", 0) and isinstance(owner, Dict):
            owner.maybe = owner.maybe or index not in owner
            value = choose((owner[index], value)) if index in owner else value
        put(owner, index, value)
    elif isinstance(owner, list):
        try:
            owner[index] = value
        except FAULTS as error:
            raise fault(error) from error
    elif isinstance(owner, Value):
        owner.set_item(it, index, value)


def _unpack(it: Interpreter, targets: tuple[tree.Expr, ...], value: object, scope: Scope) -> None:
    items, over, _ = it.spread(value)
    values = list(items)
    if over and not isinstance(value, List):
        values = [_part(over, i) for i in range(len(targets))]
    star = next((i for i, t in enumerate(targets) if isinstance(t, tree.Starred)), None)
    if star is not None:
        after = len(targets) - star - 1
        end = max(len(values) - after, star)
        values = [*values[:star], List(values[star:end]), *values[end:]]
    elif len(values) != len(targets):
        names = ("ValueError", "Exception")
        raise Raised(names, f"can't unpack {len(values)} values into {len(targets)}")
    for target, item in zip(targets, values, strict=False):
        assign(it, target, item, scope)


def _part(over: str, index: int) -> Unknown:
    """Return the unknown of one target: the first, usually the name, keeps the whole's name."""
    return Unknown(over if index == 0 else inside(over, f"[{index}]"))
