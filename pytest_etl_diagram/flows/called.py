"""A call of something that isn't read: how it was written, and how the tables take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    External,
    FunctionValue,
    Unknown,
    stripped,
)
from pytest_etl_diagram.flows.endpoints import (
    Call,
    Placeholder,
    result_of,
)
from pytest_etl_diagram.flows.values import (
    Product,
    placeholder,
    plain,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.model import Place


@dataclass(frozen=True, slots=True)
class Called:
    """One call of something that isn't read, as it was written and as the table takes it."""

    value: object
    owner: object
    name: str
    args: Args
    call: Call
    place: Place


def called_of(it: Tracer, value: object, args: Args, place: Place) -> Called:
    """Return a call of `value` with what the tables ask of it: names, types, plain arguments."""
    arguments = tuple(_given(it, item) for item in args.positional)
    keywords = {name: _given(it, item) for name, item in args.keywords.items()}
    if isinstance(value, Product) and value.member is not None:
        owner, name = value.member
        external = _inherited(owner, name) if isinstance(owner, ClassValue) else None
        if external is not None:
            call = Call(external.name, None, name, arguments, keywords)
            return Called(value, owner, name, args, call, place)
    if isinstance(value, External):
        call = Call(value.name, None, value.leaf, arguments, keywords)
        return Called(value, None, value.leaf, args, call, place)
    owner, name = value, "__call__"
    if isinstance(value, Product) and value.member is not None:
        owner, name = value.member
    elif type(value) is Unknown:
        path, _, name = stripped(value.text).rpartition(".")
        owner = Product("{" + path + "}" if path else value.text)
        name = name.removesuffix("()")
    if isinstance(owner, External):
        call = Call(f"{owner.name}.{name}", None, name, arguments, keywords)
        return Called(value, owner, name, args, call, place)
    hint = owner.hint if isinstance(owner, Product) else ""
    call = Call("", receiver(it, owner), name, arguments, keywords, hint)
    return Called(value, owner, name, args, call, place)


def _inherited(cls: ClassValue, name: str) -> External | None:
    """Return what a class of the project has from a library's: a model's `validate`."""
    found = cls.find(name)
    base = found[0] if found is not None and found[1] is None else None
    return External(f"{base.name}.{name}") if isinstance(base, External) else None


def _given(it: Tracer, value: object) -> object:
    """Return an argument as the table takes it; the value is found again by it."""
    found = plain(value)
    if isinstance(found, (Placeholder, list, tuple, dict)):
        it.given[id(found)] = (found, value)
    return found


def receiver(it: Tracer, owner: object) -> Placeholder:
    """Return what a method is called on; an attribute that was only read has a type, too."""
    found = placeholder(owner)
    if isinstance(owner, FunctionValue):
        found = Placeholder(found.text, _decorated_as(it, owner) or found.type)
    it.given[id(found)] = (found, owner)
    if found.type or not isinstance(owner, Product) or owner.member is None:
        return found
    above, name = owner.member
    if isinstance(above, External):
        return found
    hint = above.hint if isinstance(above, Product) else ""
    made = result_of(Call("", receiver(it, above), name, hint=hint), it.table)
    if made is None:
        return found
    owner.kind, owner.made = made.type, made.made
    return Placeholder(found.text, made.type, made.made)


def _decorated_as(it: Tracer, function: FunctionValue) -> str:
    """Return the type that a library's decorator gives a function: a Celery task, a Ray one."""
    node = function.node
    for decorator in node.decorators if isinstance(node, tree.Function) else ():
        value = it.quietly(decorator, function.scope)
        with it.unrecorded():
            made = it.call(value, Args([function])) if isinstance(value, (Product, External)) else 0
        for each in (value, made):
            if isinstance(each, Product) and it.table.known(each.kind):
                return each.kind
    return ""
