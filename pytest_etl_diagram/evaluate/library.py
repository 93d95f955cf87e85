"""What the evaluator knows of libraries: tables that front ends fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, External, Instance, Unknown, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import Args


class Library:
    """The models of all front ends, looked up by qualified name.

    - `models`: qualified name → value (a function, a class, a constant).
    - `resolvers`: first part of a name → function that finds a value for any
      name below it, for libraries whose modules move between versions.
    - `fallbacks`: asked in order where no resolver knows a name, whatever its library.
    - `external_calls`: asked in order what calling an unmodelled name gives.
    - `methods`: (plain type, name) → method of plain objects; `builtins`: names
      that need no import.
    - `decorators`: asked in order what an unmodelled decorator gives.
    - `allocators`: asked in order for the object of a class of the project
      that has a library base.
    - `class_attributes`, `class_calls`, `iterators`: what is special about an
      attribute, a call and the items of a class of the project (enumerations).
    """

    def __init__(self) -> None:
        """Start empty."""
        self.models: dict[str, object] = {}
        self.resolvers: dict[str, Callable[[str], object | None]] = {}
        self.fallbacks: list[Callable[[str], object | None]] = []
        self.owners: dict[str, Callable[[str], bool]] = {}
        self.external_calls: list[Callable[[Interpreter, External, Args], object | None]] = []
        self.decorators: list[Callable[[Interpreter, object, object], object | None]] = []
        self.allocators: list[Callable[[ClassValue], Instance | None]] = []
        self.class_attributes: list[
            Callable[[Interpreter, ClassValue, str, object], object | None]
        ] = []
        self.class_calls: list[Callable[[Interpreter, ClassValue, Args], object | None]] = []
        self.iterators: list[Callable[[Interpreter, ClassValue], Iterable[object] | None]] = []
        self.methods: dict[tuple[type, str], Callable[[Interpreter, object, Args], object]] = {}
        self.builtins: dict[str, object] = {}
        self._resolved: dict[str, object] = {}

    def owns(self, dotted: str) -> bool:
        """Tell whether the module `dotted` is a library's even if the project has such a file."""
        owner = self.owners.get(dotted.partition(".")[0])
        return owner is not None and owner(dotted)

    def resolve(self, name: str) -> object:
        """Return what the qualified `name` is; an External where nobody has a model."""
        if name not in self._resolved:
            self._resolved[name] = self._find(name)
        return self._resolved[name]

    def _find(self, name: str) -> object:
        if name in self.models:
            return self.models[name]
        resolver = self.resolvers.get(name.partition(".")[0])
        found = resolver(name) if resolver is not None else None
        for fallback in self.fallbacks:
            found = fallback(name) if found is None else found
        return External(name) if found is None else found

    def call_external(self, it: Interpreter, external: External, args: Args) -> object:
        """Return what calling an unmodelled name gives."""
        for ask in self.external_calls:
            found = ask(it, external, args)
            if found is not None:
                return found
        if external.leaf[:1].isupper():
            made = Instance(external)
            made.args = args
            return made
        return Unknown(inside(external.text, "()"))

    def decorate(self, it: Interpreter, decorator: object, subject: object) -> object | None:
        """Return what an unmodelled decorator makes of a function or class, None: the same."""
        for ask in self.decorators:
            found = ask(it, decorator, subject)
            if found is not None:
                return found
        return None

    def allocate(self, cls: ClassValue) -> Instance:
        """Return a fresh object of a class of the project."""
        for ask in self.allocators:
            found = ask(cls)
            if found is not None:
                return found
        return Instance(cls)

    def class_attribute(self, it: Interpreter, cls: ClassValue, name: str, value: object) -> object:
        """Return what the attribute `value` of a class is worth when it is read."""
        for ask in self.class_attributes:
            found = ask(it, cls, name, value)
            if found is not None:
                return found
        return value

    def class_call(self, it: Interpreter, cls: ClassValue, args: Args) -> object | None:
        """Return what calling a class gives where that isn't a new object, else None."""
        for ask in self.class_calls:
            found = ask(it, cls, args)
            if found is not None:
                return found
        return None

    def class_items(self, it: Interpreter, cls: ClassValue) -> Iterable[object] | None:
        """Return what iterating over a class gives, None where that isn't known."""
        for ask in self.iterators:
            found = ask(it, cls)
            if found is not None:
                return found
        return None
