"""What can be called: functions of the project, and those of the library models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values.base import Args, Named, Unknown, Value, leaf_of, text_of
from pytest_etl_diagram.evaluate.values.placeholders import inside
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.evaluate.values.classes import ClassValue


class Native(Named):
    """A function of a library model, written in Python."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[[Interpreter, Args], object]) -> None:
        """Take the name to show and what calling does."""
        self.name = name
        self.function = function

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return what the library has below this name: a module may be called the same."""
        if name in ("__name__", "__qualname__"):
            return leaf_of(self)
        if "." in self.name:
            return it.library.resolve(f"{self.name}.{name}")
        return super().attribute(it, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Run the model; what it can't do with its arguments, Python's function can't either."""
        for value in args.positional:
            it.look_through(value)
        try:
            return self.function(it, args)
        except FAULTS as error:
            raise fault(error) from error


class ScopedNative(Native):
    """A builtin that needs to know the scope it is called in: `super`, `globals`, `locals`."""

    __slots__ = ("scoped",)

    def __init__(self, name: str, scoped: Callable[[Interpreter, Args, Scope], object]) -> None:
        """Take the name and what calling in a scope does."""
        super().__init__(name, lambda _it, _args: Unknown("{" + name + "()}"))
        self.scoped = scoped


class Method(Native):
    """A native function that is a method: taken from an object, it is bound to it."""

    __slots__ = ()


class FunctionValue(Named):
    """A function of the project, with the scope it closes over; `name` is Python's own."""

    __slots__ = ("attributes", "defaults", "name", "node", "owner", "path", "scope")

    def __init__(
        self,
        node: tree.Function | tree.Lambda,
        scope: Scope,
        path: str,
        defaults: tuple[object, ...],
    ) -> None:
        """Take the definition; `defaults` are values, aligned with the parameters."""
        self.name = node.name if isinstance(node, tree.Function) else "<lambda>"
        self.node = node
        self.scope = scope
        self.path = path
        self.defaults = defaults
        self.owner: ClassValue | None = None
        self.attributes: dict[str, object] = {}

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return an attribute set on the function, or its name."""
        if name == "__module__":
            return it.module_name(self.path)
        if name in ("__name__", "__qualname__"):
            return self.attributes.get(name, self.name)
        return self.attributes.get(name) or Unknown(inside(self.text, f".{name}"))

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Keep an attribute: a function may carry settings."""
        del it
        self.attributes[name] = value

    def call(self, it: Interpreter, args: Args) -> object:
        """Run the body."""
        return it.call_function(self, args)


class BoundMethod(Value):
    """A function with its first argument given."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: object, receiver: object) -> None:
        """Take the function (any callable value) and what it is called on."""
        self.function = function
        self.receiver = receiver

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the function's attribute; `__self__` is the receiver."""
        return self.receiver if name == "__self__" else it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function with the receiver put first."""
        bound = Args([self.receiver, *args.positional], args.keywords, open_ended=args.open_ended)
        return it.call(self.function, bound)


class Wrapper(Value):
    """`property`, `classmethod` or `staticmethod` around a function (`kind` says which)."""

    __slots__ = ("function", "kind", "setter")

    def __init__(self, kind: str, function: object, setter: object = None) -> None:
        """Take which wrapper it is, the function, and a property's setter."""
        self.kind = kind
        self.function = function
        self.setter = setter

    def attribute(self, it: Interpreter, name: str) -> object:
        """`@x.setter` adds a setter to the property."""
        if self.kind == "property" and name == "setter":
            return Native(
                name, lambda _it, args: Wrapper(self.kind, self.function, args.get(0, "fset"))
            )
        if self.kind == "property" and name in ("deleter", "getter"):
            return Native(name, lambda _it, _args: self)
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function."""
        return it.call(self.function, args)
