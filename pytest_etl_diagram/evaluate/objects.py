"""Attributes of classes and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate import calling, metaclasses
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    BoundMethod,
    ClassValue,
    Dict,
    FunctionValue,
    Instance,
    List,
    Method,
    Native,
    Unknown,
    Value,
    Wrapper,
    inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope

CLASS_NAMES: Mapping[str, Callable[[Interpreter, ClassValue], str]] = {
    "__name__": lambda _it, cls: cls.name,
    "__qualname__": lambda _it, cls: cls.name,
    "__module__": lambda it, cls: it.module_name(cls.path),
}


def class_attribute(it: Interpreter, cls: ClassValue, name: str) -> object:
    """Return `cls.name`."""
    found = cls.find(name)
    if found is None:
        return _missing_class_attribute(it, cls, name)
    owner, value = found
    if not isinstance(owner, ClassValue):
        if name in CLASS_NAMES:
            return CLASS_NAMES[name](it, cls)
        special = it.library.class_attribute(it, cls, name, None)
        return it.attribute(owner, name) if special is None else special
    if isinstance(value, Wrapper):
        return BoundMethod(value.function, cls) if value.kind == "classmethod" else value.function
    return it.library.class_attribute(it, cls, name, value)


def _missing_class_attribute(it: Interpreter, cls: ClassValue, name: str) -> object:
    if name in CLASS_NAMES:
        return CLASS_NAMES[name](it, cls)
    if name == "__init__":
        return Native(name, lambda _it, _args: None)
    if name in ("__dict__", "__annotations__"):
        return Dict(cls.namespace)
    given = metaclasses.attribute(cls, name)
    if given is not None:
        return given
    if name == "__subclasses__":
        return Native(name, lambda it, _args: List(c for c in it.classes if cls in c.bases))
    if it.guarded:
        raise Raised(("AttributeError", "Exception"), f"{cls.name} has no {name}")
    return Unknown(inside(cls.text, f".{name}"))


def instance_attribute(it: Interpreter, instance: Instance, name: str) -> object:
    """Return `instance.name`."""
    if name in instance.attrs:
        return instance.attrs[name]
    if name == "__class__":
        return instance.cls
    if name == "__dict__":
        return instance.attrs
    cls = instance.cls
    if not isinstance(cls, ClassValue):
        return instance.external_attribute(it, name)
    found = cls.find(name)
    if found is not None and isinstance(found[0], ClassValue):
        return bound(it, found[1], instance, cls)
    if found is not None:
        return instance.external_attribute(it, name)
    fallback = cls.find("__getattr__")
    if fallback is not None and isinstance(fallback[0], ClassValue):
        return it.call(BoundMethod(fallback[1], instance), Args([name]))
    if name == "__init__":
        return Native(name, lambda _it, _args: None)
    if it.guarded:
        raise Raised(("AttributeError", "Exception"), f"{cls.name} has no {name}")
    return Unknown(inside(instance.text, f".{name}"))


def bound(it: Interpreter, value: object, instance: object, cls: ClassValue) -> object:
    """Return a class attribute as its object sees it: a method bound, a property called."""
    if isinstance(value, (FunctionValue, Method)):
        return BoundMethod(value, instance)
    if isinstance(value, Wrapper):
        if value.kind == "property":
            return it.call(value.function, Args([instance]))
        return BoundMethod(value.function, cls) if value.kind == "classmethod" else value.function
    return value


class Super(Value):
    """`super()`: the attributes of an object as the classes after `owner` give them."""

    def __init__(self, owner: ClassValue, receiver: object) -> None:
        """Take the class that calls it, and its object (or class, in a classmethod)."""
        self.owner = owner
        self.receiver = receiver

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the next class's attribute, bound to the object."""
        receiver = self.receiver
        cls = receiver.cls if isinstance(receiver, Instance) else receiver
        if not isinstance(cls, ClassValue):
            return Unknown("{super()." + name + "}")
        if name == "__init__":
            return Native(name, lambda it, args: _init_after(it, cls, self, args))
        if name == "__new__":
            return Native(name, allocated)
        found = cls.find(name, self.owner)
        if found is not None and isinstance(found[0], ClassValue):
            return bound(it, found[1], receiver, cls)
        if isinstance(receiver, Instance) and found is not None:
            return receiver.external_attribute(it, name)
        return Native(name, lambda _it, _args: None)


def allocated(it: Interpreter, args: Args) -> object:
    """`object.__new__(cls)`: an object before its `__init__`; a metaclass's makes a class."""
    cls = args.get(0, "cls")
    made = metaclasses.made_by_type(it, args)
    if made is not None:
        return made
    return it.library.allocate(cls) if isinstance(cls, ClassValue) else Unknown("{object}")


def _init_after(it: Interpreter, cls: ClassValue, of: Super, args: Args) -> None:
    calling.initialise(it, cls, of.receiver, args, of.owner)


def super_of(it: Interpreter, args: Args, scope: Scope) -> object:
    """Return `super()` or `super(cls, self)`."""
    del it
    inner: Scope | None = scope
    while inner is not None and inner.owner is None:
        inner = inner.parent
    if args.positional and isinstance(args.positional[0], ClassValue):
        receiver = args.get(1, "", inner.receiver if inner else None)
        return Super(args.positional[0], receiver)
    if inner is None or inner.owner is None:
        return Unknown("{super()}")
    return Super(inner.owner, inner.receiver)
