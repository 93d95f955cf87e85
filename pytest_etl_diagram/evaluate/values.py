"""What an expression can be worth.

Plain Python objects stand for themselves: str, int, float, bool, None, bytes,
tuple, datetime and timedelta. Everything else is one of the classes here.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.syntax import tree

MAX_TEXT = 60
"""Placeholders are cut to this many characters: they name a thing, they don't quote it."""
MAX_OPTIONS = 8


class Value:
    """Base of every value that isn't a plain Python object.

    A library model overrides what its objects can do; the defaults say
    "unknown" without losing where the value came from.
    """

    text = "{value}"

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

    def __init__(self, text: str) -> None:
        """Take the text to show: `{var:tables}`, or `load_{var:tables}`."""
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


class Choice(Value):
    """One of several values, by a condition that isn't known."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[object, ...]) -> None:
        """Take the options; use `choose` to make one."""
        self.options = options

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show all options."""
        return "{" + cut("|".join(stripped(text_of(o)) for o in self.options)) + "}"

    def truth(self, it: Interpreter) -> bool | None:
        """Return what all options agree on."""
        truths = {it.truth(o) for o in self.options}
        return truths.pop() if len(truths) == 1 else None


class External(Value):
    """Something of a library that isn't read: known by its qualified name only."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        """Take the qualified name, e.g. `airflow.operators.bash.BashOperator`."""
        self.name = name

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the qualified name."""
        return "{" + cut(self.name) + "}"

    @property
    def leaf(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return what the library models say `self.name` is."""
        return it.library.resolve(f"{self.name}.{name}")

    def call(self, it: Interpreter, args: Args) -> object:
        """Call what nobody has a model of: the front ends may know its kind by its name."""
        return it.library.call_external(it, self, args)


class Native(Value):
    """A function of a library model, written in Python."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[[Interpreter, Args], object]) -> None:
        """Take the name to show and what calling does."""
        self.name = name
        self.function = function

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the name."""
        return "{" + self.name + "}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return what the library has below this name: a module may be called the same."""
        if name in ("__name__", "__qualname__"):
            return leaf_of(self)
        if "." in self.name:
            return it.library.resolve(f"{self.name}.{name}")
        return super().attribute(it, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Run the model."""
        return self.function(it, args)


class FunctionValue(Value):
    """A function of the project, with the scope it closes over."""

    __slots__ = ("attributes", "defaults", "node", "owner", "path", "scope")

    def __init__(
        self,
        node: tree.Function | tree.Lambda,
        scope: Scope,
        path: str,
        defaults: tuple[object, ...],
    ) -> None:
        """Take the definition; `defaults` are values, aligned with the parameters."""
        self.node = node
        self.scope = scope
        self.path = path
        self.defaults = defaults
        self.owner: ClassValue | None = None
        self.attributes: dict[str, object] = {}

    @property
    def name(self) -> str:
        """The function's own name; Python's `<lambda>` for a lambda."""
        return getattr(self.node, "name", "<lambda>")

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the name."""
        return "{" + self.name + "}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return an attribute set on the function, or its name."""
        del it
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
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the function's attribute; `__self__` is the receiver."""
        return self.receiver if name == "__self__" else it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function with the receiver put first."""
        bound = Args([self.receiver, *args.positional], args.keywords, open_ended=args.open_ended)
        return it.call(self.function, bound)


class ClassValue(Value):
    """A class of the project; `mro` starts with itself and holds externals too."""

    __slots__ = ("bases", "mro", "name", "namespace", "path")

    def __init__(
        self, name: str, bases: tuple[object, ...], namespace: dict[str, object], path: str
    ) -> None:
        """Take the class's parts and linearise its bases."""
        self.name = name
        self.bases = bases
        self.namespace = namespace
        self.path = path
        self.mro: tuple[object, ...] = (self, *linearise(bases))

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the name."""
        return "{" + self.name + "}"

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


def linearise(bases: tuple[object, ...]) -> list[object]:
    """Return the method resolution order of the bases: depth first, last occurrence wins.

    Equal to C3 for every hierarchy that C3 accepts, short of exotic diamonds.
    """
    found: list[object] = []
    for base in bases:
        found.extend(base.mro if isinstance(base, ClassValue) else (base,))
    kept: list[object] = []
    for index, cls in enumerate(found):
        later = found[index + 1 :]
        if not any(cls is other for other in later):
            kept.append(cls)
    externals = [c for c in kept if not isinstance(c, ClassValue)]
    return [c for c in kept if isinstance(c, ClassValue)] + externals


class Instance(Value):
    """An object of a class of the project; library models subclass it for their own bases."""

    def __init__(self, cls: object) -> None:
        """Take the class: a ClassValue, or an External for a library's own class."""
        self.cls = cls
        self.attrs: dict[str, object] = {}
        self.args: Args | None = None  # of an object of a library's class

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the class."""
        return inside(text_of(self.cls), "()")

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return an attribute of the object, its class, or its library base."""
        return it.instance_attribute(self, name)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set an attribute, as one of two where it is set under an unknown condition."""
        if it.uncertain and name in self.attrs:
            value = choose((self.attrs[name], value))
        self.attrs[name] = value

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
        """Call `__iter__`."""
        if self.defines("__iter__"):
            return it.items(self._special(it, "__iter__", Args()))
        return None

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
        return self._special(it, method, Args([other])) if self.defines(method) else NotImplemented

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


COMPARISON_METHODS = {
    "==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__",
}  # fmt: skip
OPERATOR_METHODS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod",
    ">>": "rshift", "<<": "lshift", "|": "or", "&": "and", "^": "xor", "@": "matmul", "**": "pow",
}  # fmt: skip


class Wrapper(Value):
    """`property`, `classmethod` or `staticmethod` around a function (`kind` says which)."""

    __slots__ = ("function", "kind")

    def __init__(self, kind: str, function: object) -> None:
        """Take which wrapper it is, and the function."""
        self.kind = kind
        self.function = function

    def attribute(self, it: Interpreter, name: str) -> object:
        """`@x.setter` leaves the property as it is."""
        if self.kind == "property" and name in ("setter", "deleter", "getter"):
            return Native(name, lambda _it, _args: self)
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function."""
        return it.call(self.function, args)


class ModuleValue(Value):
    """A module of the project; `variables` fill while it is evaluated."""

    __slots__ = ("name", "path", "variables")

    def __init__(self, name: str, path: str, variables: dict[str, object]) -> None:
        """Take the module's dotted name and its file."""
        self.name = name
        self.path = path
        self.variables = variables

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the name."""
        return "{" + self.name + "}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a variable of the module, or a module below it."""
        return it.module_attribute(self, name)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set a variable of the module."""
        del it
        self.variables[name] = value


class List(list):  # type: ignore[type-arg]  holds any value
    """A list. `maybe` lists have items that may not be there; no decision rests on them.

    `over` is the placeholder of an unknown collection that the one item stands
    for. `depth` is how many unknown conditions stood around its making.
    """

    maybe = False
    over = ""
    depth = 0


class Dict(dict):  # type: ignore[type-arg]  holds any value
    """A dict; `maybe` as for List."""

    maybe = False
    depth = 0


class SetValue(Value):
    """A set that keeps the order of insertion, so that drawings don't depend on hashes."""

    __slots__ = ("items",)

    def __init__(self, items: Iterable[object] = ()) -> None:
        """Take the items; unhashable ones raise TypeError as in Python."""
        self.items: dict[Any, None] = dict.fromkeys(items)

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the items."""
        return "{" + cut(", ".join(stripped(text_of(i)) for i in self.items)) + "}"

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Compare as sets do: by their items."""
        if not isinstance(other, SetValue):
            return super().compare(it, op, other)
        mine, others = self.items.keys(), other.items.keys()
        return bool(SET_COMPARISONS[op](mine, others))

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the items: sorted where they can be, as no other order is stable."""
        del it
        try:
            return sorted(self.items)
        except TypeError:
            return list(self.items)

    def truth(self, it: Interpreter) -> bool | None:
        """Tell whether it has items."""
        del it
        return bool(self.items)


SET_COMPARISONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Generator(Value):
    """A generator that hasn't run: `run(receive)` hands each yielded value to `receive`."""

    __slots__ = ("collected", "run")

    def __init__(self, run: Callable[[Callable[[object], None]], None]) -> None:
        """Take what runs the body."""
        self.run = run
        self.collected: Iterator[object] | None = None

    def iterator(self) -> Iterator[object]:
        """Return the one iterator of this generator, running the body at the first call."""
        if self.collected is None:
            found: list[object] = []
            self.run(found.append)
            self.collected = iter(found)
        return self.collected

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return what is left of it."""
        del it
        return self.iterator()


def cut(text: str) -> str:
    """Shorten a placeholder's text."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def stripped(text: str) -> str:
    """Return what stands inside the braces of a placeholder."""
    if text.startswith("{") and text.endswith("}") and text.find("}") == len(text) - 1:
        return text[1:-1]
    return text


def inside(text: str, more: str) -> str:
    """Return the placeholder of a part of `text`: `{a}` and `.b` give `{a.b}`."""
    inner = stripped(text)
    return text if inner is text else "{" + cut(inner + more) + "}"


def text_of(value: object) -> str:
    """Return how a value shows in a name or a fact."""
    if isinstance(value, str):
        return value
    if isinstance(value, Value):
        return value.text
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text_of(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text_of(k)}: {text_of(v)}" for k, v in value.items()) + "}"
    return str(value)


def choose(options: Iterable[object]) -> object:
    """Return one value for several that a condition chooses from."""
    flat: list[object] = []
    for option in options:
        for value in option.options if isinstance(option, Choice) else (option,):
            if not any(same(value, seen) for seen in flat):
                flat.append(value)
    if len(flat) == 1:
        return flat[0]
    return Choice(tuple(flat[:MAX_OPTIONS]))


def leaf_of(value: object) -> str:
    """Return the last part of the name of a class or function, "" where it has none."""
    name = getattr(value, "name", "") or getattr(value, "__name__", "")
    return name.rpartition(".")[2] if isinstance(name, str) else ""


def same(a: object, b: object) -> bool:
    """Tell whether two values are one, for a choice between them.

    Two externals of one last name are: a class that moved between versions of
    its library is imported from both places.
    """
    if a is b:
        return True
    if isinstance(a, (External, Native)) and isinstance(b, (External, Native)):
        return leaf_of(a) == leaf_of(b)
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        return a.text == b.text
    if isinstance(a, Value) or isinstance(b, Value) or type(a) is not type(b):
        return False
    if isinstance(a, (list, dict)):
        return False
    return bool(a == b)
