"""Metaclasses of the project: what they do when a class is made, and what they give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, BoundMethod, ClassValue, FunctionValue, Native

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def complete(it: Interpreter, cls: ClassValue, given: Args) -> None:
    """Run the metaclass's `__new__` and `__init__` on a class, as the end of its statement does."""
    named = given.keywords.get("metaclass")
    if isinstance(named, ClassValue):
        cls.metaclass = named
    if cls.metaclass is None:
        return
    settings = {name: v for name, v in given.keywords.items() if name != "metaclass"}
    parts = [cls.name, cls.bases, cls.namespace]
    for name, receiver in (("__new__", cls.metaclass), ("__init__", cls)):
        found = cls.metaclass.find(name)
        if found is not None and isinstance(found[0], ClassValue):
            it.call(getattr(found[1], "function", found[1]), Args([receiver, *parts], settings))


def made_by_type(it: Interpreter, args: Args) -> ClassValue | None:
    """`type.__new__(metaclass, name, bases, namespace)`: the class that is being made."""
    namespace = args.get(3, "dict")
    if not isinstance(namespace, dict):
        return None
    for cls in reversed(it.classes):
        if cls.name == args.get(1, "name"):
            if namespace is not cls.namespace:
                cls.namespace.update(namespace)
            return cls
    return None


def attribute(cls: ClassValue, name: str) -> object | None:
    """Return what a class has from its metaclass, None where that has no such name."""
    found = cls.metaclass.find(name) if cls.metaclass is not None else None
    if found is None or not isinstance(found[0], ClassValue):
        return None
    value = found[1]
    return BoundMethod(value, cls) if isinstance(value, (FunctionValue, Native)) else value
