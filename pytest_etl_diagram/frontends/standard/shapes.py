"""What annotations say of plain data: which dicts are records, which texts enumerations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Annotation,
    Args,
    ClassValue,
    Dict,
    List,
    Value,
)
from pytest_etl_diagram.frontends.standard.enums import by_value, is_enum
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope

CHOICES = frozenset("Optional Union Annotated Final Required NotRequired".split())
LISTS = frozenset("List list Sequence Iterable Tuple tuple Set set FrozenSet frozenset".split())
MAPPINGS = frozenset("Dict dict Mapping MutableMapping OrderedDict DefaultDict".split())


def shape(it: Interpreter, annotation: object, value: object) -> object:
    """Return plain data as the objects that an annotation asks for."""
    if not isinstance(annotation, Annotation) or value is None:
        return value
    return _shape(it, annotation.expression, annotation.scope, value)


def _shape(it: Interpreter, wanted: tree.Expr, scope: Scope, value: object) -> object:
    if isinstance(wanted, tree.Const) and str(wanted.value).isidentifier():
        wanted = tree.Name(str(wanted.value))
    if isinstance(wanted, tree.Binary):
        return _first(it, (wanted.left, wanted.right), scope, value)
    if isinstance(wanted, tree.Subscript):
        return _part(it, wanted, scope, value)
    if isinstance(wanted, (tree.Name, tree.Attribute)):
        return _made(it, it.eval(wanted, scope), value)
    return value


def _first(it: Interpreter, options: tuple[tree.Expr, ...], scope: Scope, value: object) -> object:
    for option in options:
        found = _shape(it, option, scope, value)
        if found is not value:
            return found
    return value


def _part(it: Interpreter, wanted: tree.Subscript, scope: Scope, value: object) -> object:
    outer = wanted.value
    name = outer.id if isinstance(outer, tree.Name) else getattr(outer, "name", "")
    index = wanted.index
    parts = index.elements if isinstance(index, tree.Display) else (index,)
    if name in CHOICES:
        return _first(it, parts, scope, value)
    if name in LISTS and isinstance(value, List):
        items = List(_shape(it, parts[0], scope, item) for item in value)
        items.maybe, items.over = value.maybe, value.over
        return items
    if name in MAPPINGS and isinstance(value, dict):
        shaped = Dict((key, _shape(it, parts[-1], scope, item)) for key, item in value.items())
        shaped.maybe = isinstance(value, Dict) and value.maybe
        return shaped
    return value


def _made(it: Interpreter, kind: object, value: object) -> object:
    if not isinstance(kind, ClassValue):
        return value
    if is_enum(kind):
        return value if isinstance(value, Value) else by_value(it, kind, Args([value]))
    if isinstance(value, dict):
        from pytest_etl_diagram.frontends.standard.records import (  # noqa: PLC0415  they call us
            structure,
        )

        return structure(it, kind, value)
    return value
