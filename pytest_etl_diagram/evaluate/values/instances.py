"""Objects of the project's classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values.base import Args, Unknown, Value, text_of
from pytest_etl_diagram.evaluate.values.choices import choose
from pytest_etl_diagram.evaluate.values.classes import ClassValue
from pytest_etl_diagram.evaluate.values.containers import Dict
from pytest_etl_diagram.evaluate.values.functions import Wrapper
from pytest_etl_diagram.evaluate.values.placeholders import inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


COMPARISON_METHODS = {
    "==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__",
}  # fmt: skip
OPERATOR_METHODS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod",
    ">>": "rshift", "<<": "lshift", "|": "or", "&": "and", "^": "xor", "@": "matmul", "**": "pow",
    "unary -": "neg", "unary +": "pos", "unary ~": "invert",
}  # fmt: skip


class Instance(Value):
    """An object of a class of the project; library models subclass it for their own bases."""

    def __init__(self, cls: object) -> None:
        """Take the class: a ClassValue, or an External for a library's own class."""
        self.cls = cls
        self.attrs: dict[str, object] = Dict()
        self.args: Args | None = None  # of an object of a library's class

    @property
    def text(self) -> str:
        """Show the class."""
        return inside(text_of(self.cls), "()")

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return an attribute of the object, its class, or its library base."""
        return it.instance_attribute(self, name)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set an attribute, as one of two where it is set under an unknown condition."""
        setter = self._setter(name)
        if setter is not None:
            it.call(setter, Args([self, value]))
            return
        if it.uncertain and name in self.attrs:
            value = choose((self.attrs[name], value))
        self.attrs[name] = value

    def _setter(self, name: str) -> object | None:
        found = self.cls.find(name) if isinstance(self.cls, ClassValue) else None
        return found[1].setter if found is not None and isinstance(found[1], Wrapper) else None

    def call(self, it: Interpreter, args: Args) -> object:
        """Call `__call__`."""
        return self._special(it, "__call__", args)

    def item(self, it: Interpreter, index: object) -> object:
        """Call `__getitem__`."""
        return self._special(it, "__getitem__", Args([index]))

    def set_item(self, it: Interpreter, index: object, value: object) -> None:
        """Call `__setitem__`."""
        self._special(it, "__setitem__", Args([index, value]))

    def enter(self, it: Interpreter) -> object:
        """Call `__enter__`."""
        if self.defines("__enter__"):
            return self._special(it, "__enter__", Args())
        return self

    def exit(self, it: Interpreter) -> None:
        """Call `__exit__`."""
        if self.defines("__exit__"):
            self._special(it, "__exit__", Args([None, None, None]))

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Call `__iter__`; of an object that is its own iterator the items aren't known."""
        if not self.defines("__iter__"):
            return None
        found = self._special(it, "__iter__", Args())
        return None if found is self else it.items(found)

    def truth(self, it: Interpreter) -> bool | None:
        """Call `__bool__` or `__len__` where the class has one."""
        for name in ("__bool__", "__len__"):
            if self.defines(name):
                return it.truth(self._special(it, name, Args()))
        return True

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """Call the operator's method where the class has one."""
        name = OPERATOR_METHODS.get(op)
        if name is None:
            return NotImplemented
        method = f"__r{name}__" if reflected else f"__{name}__"
        args = Args() if op.startswith("unary") else Args([other])
        return self._special(it, method, args) if self.defines(method) else NotImplemented

    def defines(self, name: str) -> bool:
        """Tell whether a class of the project defines `name` for this object."""
        found = self.cls.find(name) if isinstance(self.cls, ClassValue) else None
        return found is not None and isinstance(found[0], ClassValue)

    def _special(self, it: Interpreter, name: str, args: Args) -> object:
        if self.defines(name):
            return it.call(it.instance_attribute(self, name), args)
        return Unknown(inside(self.text, f".{name}"))

    def shown(self, it: Interpreter) -> str | None:
        """Call `__str__` or `__repr__` where the class has one."""
        for name in ("__str__", "__repr__"):
            if self.defines(name):
                found = self._special(it, name, Args())
                return found if isinstance(found, str) else None
        return None

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Call the comparison's method where the class has one."""
        name = COMPARISON_METHODS[op]
        if self.defines(name):
            return it.truth(self._special(it, name, Args([other])))
        if op == "!=" and self.defines("__eq__"):
            equal = it.truth(self._special(it, "__eq__", Args([other])))
            return None if equal is None else not equal
        return super().compare(it, op, other)

    def before_init(self, it: Interpreter, init: object, args: Args) -> Args:
        """Change the arguments of an `__init__` of the project before it runs."""
        del it, init
        return args

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run the library's own `__init__`."""

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return an attribute that the library's own base gives."""
        del it
        return Unknown(inside(self.text, f".{name}"))
