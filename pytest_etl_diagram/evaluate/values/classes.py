"""Classes of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values.base import Args, Named, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.syntax import tree


class Annotation(Value):
    """The annotation of a class's field, evaluated only by who asks what it means."""

    __slots__ = ("expression", "scope")
    text = "{annotation}"

    def __init__(self, expression: tree.Expr, scope: Scope) -> None:
        """Take the annotation and the scope that it stands in."""
        self.expression = expression
        self.scope = scope


class ClassValue(Named):
    """A class of the project; `mro` starts with itself and holds externals too."""

    __slots__ = ("bases", "metaclass", "mro", "name", "namespace", "path")

    def __init__(
        self, name: str, bases: tuple[object, ...], namespace: dict[str, object], path: str
    ) -> None:
        """Take the class's parts and linearise its bases."""
        self.name = name
        self.bases = bases
        self.namespace = namespace
        self.path = path
        inherited = (b.metaclass for b in bases if isinstance(b, ClassValue))
        self.metaclass: ClassValue | None = next((m for m in inherited if m), None)
        self.mro: tuple[object, ...] = (self, *_linearise(bases))

    def find(self, name: str, after: ClassValue | None = None) -> tuple[object, object] | None:
        """Return (class, attribute) of the first class that has `name`; externals end it.

        An external base that may have the name comes back as (external, None).
        """
        start = self.mro.index(after) + 1 if after in self.mro else 0
        for cls in self.mro[start:]:
            if isinstance(cls, ClassValue):
                if name in cls.namespace:
                    return cls, cls.namespace[name]
            else:
                return cls, None
        return None

    def external_bases(self) -> list[object]:
        """Return the bases that aren't classes of the project, in order."""
        return [cls for cls in self.mro if not isinstance(cls, ClassValue)]

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a class attribute."""
        return it.class_attribute(self, name)

    def item(self, it: Interpreter, index: object) -> object:
        """Return an enumeration's member by its name; a generic class stays what it is."""
        found = it.library.class_items(it, self)
        if found is None:
            return self
        return (
            it.class_attribute(self, index) if isinstance(index, str) else super().item(it, index)
        )

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set a class attribute."""
        del it
        self.namespace[name] = value

    def call(self, it: Interpreter, args: Args) -> object:
        """Make an instance."""
        return it.instantiate(self, args)

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return an enumeration's members."""
        return it.library.class_items(it, self)


def _linearise(bases: tuple[object, ...]) -> list[object]:
    """Return the method resolution order of the bases: depth first, last occurrence wins.

    Equal to C3 for every hierarchy that C3 accepts, short of exotic diamonds.
    """
    found: list[object] = []
    for base in bases:
        found.extend(base.mro if isinstance(base, ClassValue) else (base,))
    last = {id(cls): index for index, cls in enumerate(found)}
    kept = [cls for index, cls in enumerate(found) if last[id(cls)] == index]
    externals = [c for c in kept if not isinstance(c, ClassValue)]
    return [c for c in kept if isinstance(c, ClassValue)] + externals
