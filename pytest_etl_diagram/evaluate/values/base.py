"""The base of all values, and those that stand for what isn't read: unknowns and externals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from pytest_etl_diagram.evaluate.budgets import MAX_LENGTH
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values.placeholders import cut_name, inside, stripped
from pytest_etl_diagram.evaluate.values.weight import ENDLESS, HOLDING, Measureless, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

Plain: TypeAlias = Any
"""A plain Python object: what fits is left to Python, whose errors are the evaluated code's."""


class Value:
    """Base of every value that isn't a plain Python object.

    A library model overrides what its objects can do; the defaults say
    "unknown" without losing where the value came from.
    """

    __slots__ = ()

    @property
    def text(self) -> str:
        """The placeholder that shows the value in a name or a fact.

        A subclass whose objects differ overrides it by a property or, where the
        text is given when an object is made, by a slot or a class attribute.
        """
        return "{value}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `self.name`."""
        del it
        return Unknown(inside(self.text, f".{name}"))

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Do `self.name = value`; a value without attributes of its own ignores it."""

    def call(self, it: Interpreter, args: Args) -> object:
        """Return `self(*args)`."""
        del it, args
        return Unknown(inside(self.text, "()"))

    def item(self, it: Interpreter, index: object) -> object:
        """Return `self[index]`."""
        del it
        shown = index if isinstance(index, (str, int)) else "…"
        return Unknown(inside(self.text, f"[{shown}]"))

    def set_item(self, it: Interpreter, index: object, value: object) -> None:
        """Do `self[index] = value`."""

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """Return `self op other` (or `other op self`), NotImplemented to let the other try."""
        del it, op, other, reflected
        return NotImplemented

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Return `self op other` for a comparison, None where that isn't known."""
        del it
        return {"==": self is other, "!=": self is not other}.get(op)

    def contains(self, it: Interpreter, value: object) -> bool | None:
        """Return `value in self`, None where its items have to be looked through."""
        del it, value
        return None

    def shown(self, it: Interpreter) -> str | None:
        """Return str(self), None where that isn't known."""
        del it
        return None

    def enter(self, it: Interpreter) -> object:
        """Begin `with self`; return what `as` binds."""
        del it
        return self

    def exit(self, it: Interpreter) -> None:
        """End `with self`."""

    def is_a(self, kind: object) -> bool | None:
        """Return isinstance(self, kind) for a kind that isn't a class of the project."""
        del kind
        return None

    def swallows(self, names: tuple[str, ...]) -> bool:
        """Tell whether `with self` ends an exception of these class names."""
        del names
        return False

    def truth(self, it: Interpreter) -> bool | None:
        """Return bool(self), None where that isn't known."""
        del it
        return True

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the items of `for x in self`, None where they aren't known."""
        del it
        return None


class Args:
    """The arguments of a call, evaluated.

    `open_ended` says that a `*` or `**` of something unknown was among them,
    so that a parameter without an argument may have one after all.
    """

    __slots__ = ("keywords", "open_ended", "positional")

    def __init__(
        self,
        positional: Iterable[object] = (),
        keywords: dict[str, object] | None = None,
        *,
        open_ended: str = "",
    ) -> None:
        """Take the values; `open_ended` is the placeholder text of the unknown part."""
        self.positional = list(positional)
        self.keywords = keywords if keywords is not None else {}
        self.open_ended = open_ended

    def get(self, index: int, name: str, default: object = None) -> object:
        """Return the argument at `index` or called `name`."""
        if 0 <= index < len(self.positional):
            return self.positional[index]
        return self.keywords.get(name, default)


class Unknown(Value):
    """A value that can't be known statically; `text` shows where it comes from."""

    __slots__ = ("text",)

    text: str

    def __init__(self, text: str) -> None:
        """Take the text to show: `{var:tables}`, or `load_{var:tables}`.

        Raises Exhausted for one that is too long to be worth anything.
        """
        if len(text) > MAX_LENGTH:
            raise Exhausted(f"a text of over {MAX_LENGTH:,} characters")
        self.text = text

    def __repr__(self) -> str:
        """Show the placeholder."""
        return f"Unknown({self.text!r})"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return an unknown of this one; views and copies keep its name."""
        del it
        if name in TRANSPARENT:
            return Transparent(self.text)
        return Unknown(inside(self.text, f".{name}"))

    def call(self, it: Interpreter, args: Args) -> object:
        """Call something unknown: the front ends may know its kind by its name or arguments."""
        return it.library.call_external(it, External(stripped(self.text)), args)

    def truth(self, it: Interpreter) -> bool | None:
        """Nothing is known of it."""
        del it
        return None


TRANSPARENT = frozenset(
    "items keys values copy strip lstrip rstrip lower upper title split splitlines replace "
    "encode decode format casefold removeprefix removesuffix capitalize get_uri".split()
)
"""Methods whose result still deserves the name of what they were called on."""


class Transparent(Unknown):
    """A method of an unknown whose result keeps the unknown's name."""

    __slots__ = ()

    def call(self, it: Interpreter, args: Args) -> object:
        """Return the unknown itself again."""
        del it, args
        return Unknown(self.text)


class Named(Value):
    """Base of what shows as its name."""

    __slots__ = ()

    name: str

    @property
    def text(self) -> str:
        """Show the name."""
        return "{" + self.name + "}"


class External(Value):
    """Something of a library that isn't read: known by its qualified name only."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        """Take the qualified name, e.g. `airflow.operators.bash.BashOperator`."""
        self.name = name

    @property
    def text(self) -> str:
        """Show the qualified name."""
        return "{" + cut_name(self.name) + "}"

    @property
    def leaf(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return what the library models say `self.name` is, or its own name."""
        if name in ("__name__", "__qualname__"):
            return self.leaf
        return it.library.resolve(f"{self.name}.{name}")

    def call(self, it: Interpreter, args: Args) -> object:
        """Call what nobody has a model of: the front ends may know its kind by its name."""
        return it.library.call_external(it, self, args)


def text_of(value: object) -> str:
    """Return how a value shows in a name or a fact: ENDLESS for one without measure."""
    if isinstance(value, str):
        return value
    if isinstance(value, HOLDING):
        try:
            weight_of(value)
        except Measureless:
            return ENDLESS
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Value):
        return value.text
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_text(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k)}: {_text(v)}" for k, v in value.items()) + "}"
    return "{" + type(value).__name__ + "}" if shows_its_place(value) else str(value)


def shows_its_place(value: object) -> bool:
    """Tell whether an object's own text is where it lies in memory: `<zip object at 0x7f…>`."""
    return type(value).__str__ is object.__str__ and type(value).__repr__ is object.__repr__


def leaf_of(value: object) -> str:
    """Return the last part of the name of a class or function, "" where it has none."""
    name = getattr(value, "name", "") or getattr(value, "__name__", "")
    return name.rpartition(".")[2] if isinstance(name, str) else ""
