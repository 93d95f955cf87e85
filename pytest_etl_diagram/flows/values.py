"""Values that remember where they came from: what a flow knows of data it can't compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.operators import percent
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    List,
    Native,
    Unknown,
    Value,
    inside,
    stripped,
    text_of,
)
from pytest_etl_diagram.evaluate.values.functions import BoundMethod
from pytest_etl_diagram.flows.endpoints import MASK, Placeholder
from pytest_etl_diagram.flows.endpoints.call import shown
from pytest_etl_diagram.flows.precedence import SIGNED, level_of, operand, owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import PurePosixPath

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

SHOWN = "shown"
"""What the table remembers of a path: how it shows."""

SIGN = "unary "
"""What stands before the operator where there is only one operand."""

MADE_BY = "<made by>"
"""The attribute under which an object of the project remembers the step that gave it."""

Steps = tuple[int, ...]
"""Ids of the steps that a value comes from, in order, each once."""


class Product(Unknown):
    """Something that a call of a library or a step gave.

    `kind` names its type as the endpoint table does ("" where it isn't known), `made` is what
    the table remembers of its making, `steps` are the steps whose results went into it, `hint`
    is the attribute or parameter that holds it. `member` is (owner, name) of what was only
    looked up, `origin` what the library's model gave for it: retry policies are found there.
    `default` is what a parameter of an entry point is worth where its caller gives nothing.
    """

    __slots__ = ("default", "hint", "kind", "made", "member", "origin", "steps")

    def __init__(
        self,
        text: str,
        kind: str = "",
        made: Mapping[str, object] | None = None,
        steps: Steps = (),
        hint: str = "",
    ) -> None:
        """Take what is known of the value."""
        super().__init__(text)
        self.kind = kind
        self.made: Mapping[str, object] = made or {}
        self.steps = steps
        self.hint = hint
        self.member: tuple[object, str] | None = None
        self.origin: object = None
        self.default: object = None

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a member, which may be read or called."""
        del it
        return member(self, name)

    def item(self, it: Interpreter, index: object) -> object:
        """Return a part."""
        return it.call(member(self, "__getitem__"), Args([index]))

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return one item that stands for all."""
        found = it.call(member(self, "__iter__"), Args())
        if isinstance(found, Product) and found.text == self.text:
            found.text = inside(self.text, "[i]")
        return [found]

    def call(self, it: Interpreter, args: Args) -> object:
        """Call it; the tracer knows better and doesn't come here."""
        del it, args
        return Product(inside(self.text, "()"), steps=self.steps)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """Return something made of both, or with a sign (`other` is None) of this alone."""
        if op.startswith(SIGN):
            text = "{" + op.removeprefix(SIGN) + operand(stripped(self.text), SIGNED) + "}"
            return Product(text, self.kind, self.made, self.steps)
        if op == "%" and reflected and isinstance(other, str):
            return Product(text_of(percent(it, other, self)), steps=self.steps)
        left, right = (stripped(text_of(each)) for each in (self, other))
        if reflected:
            left, right = right, left
        level = level_of(op)
        text = "{" + f"{operand(left, level)} {op} {operand(right, level + 1)}" + "}"
        made = self.made
        if op == "/" and not reflected and SHOWN in made:  # a path, and what is below it
            made = {**made, SHOWN: f"{shown(made[SHOWN]).rstrip('/')}/{text_of(other)}"}
        return Product(text, self.kind, made, merged(self.steps, steps_of(other)))


PATH = "pathlib.Path"
"""The type of paths, as the endpoint table names it."""


class PathMethod(Native):
    """A method of a path that is known."""

    __slots__ = ("path",)

    def __init__(self, path: PurePosixPath, method: Native) -> None:
        """Take the path, and what the evaluator makes of the method."""
        super().__init__(method.name, method.function)
        self.path = path


def member(value: object, name: str) -> Product:
    """Return `value.name` of something that isn't read."""
    text = inside(owner(text_of(value)), f".{name}")
    found = Product(text, steps=steps_of(value), hint=name)
    found.member = (value, name)
    return found


def steps_of(value: object, depth: int = 3) -> Steps:
    """Return the steps that a value, or what it holds, comes from."""
    if isinstance(value, Product):
        return value.steps
    if depth > 0 and isinstance(value, Choice):
        return merged(*(steps_of(option, depth - 1) for option in value.options))
    if depth > 0 and isinstance(value, (list, tuple)):
        return merged(*(steps_of(item, depth - 1) for item in value[:50]))
    if depth > 0 and isinstance(value, dict):
        return merged(*(steps_of(item, depth - 1) for item in list(value.values())[:50]))
    if depth > 0 and isinstance(value, Instance):
        own = merged(*(steps_of(item, depth - 2) for item in list(value.attrs.values())[:50]))
        return merged(own, steps_of_args(value.args))
    if depth > 0 and isinstance(value, BoundMethod):
        return steps_of(value.receiver, depth - 1)
    return ()


def steps_of_args(args: Args | None) -> Steps:
    """Return the steps that the arguments of a call come from."""
    if args is None:
        return ()
    values = (*args.positional, *args.keywords.values())
    return merged(*(steps_of(value) for value in values))


def is_open(value: object) -> bool:
    """Tell whether a value is, or holds, data that isn't known."""
    if isinstance(value, Product):
        return True
    if isinstance(value, Choice):
        return any(is_open(option) for option in value.options)
    if isinstance(value, (List, Dict)) and value.maybe:
        return True
    return isinstance(value, (list, tuple)) and any(isinstance(item, Product) for item in value)


def merged(*parts: Steps) -> Steps:
    """Return all steps of several values, each once."""
    return tuple(dict.fromkeys(step for part in parts for step in part))


def plain(value: object, depth: int = 4) -> object:
    """Return a value as the endpoint table takes it: plain data, or a placeholder."""
    if isinstance(value, Product) and value.default is not None:
        return value.default
    if value is None or isinstance(value, (str, bytes, int, float, bool)):
        return value
    if depth and isinstance(value, tuple):
        return tuple(plain(item, depth - 1) for item in value)
    if depth and isinstance(value, list):
        return [plain(item, depth - 1) for item in value]
    if depth and isinstance(value, dict):
        return {str(k): plain(item, depth - 1) for k, item in value.items()}
    return placeholder(value)


def placeholder(value: object) -> Placeholder:
    """Return what stands for a value that isn't plain data."""
    text = text_of(value)
    if isinstance(value, Product):
        shown = stripped(text) if value.kind == MASK else text
        return Placeholder(shown, value.kind, value.made)
    if isinstance(value, Instance):
        return _object(value)
    if isinstance(value, ClassValue):
        table = value.find("__tablename__")
        made = {"__tablename__": table[1]} if table is not None and table[1] is not None else {}
        return Placeholder(value.name, "class", made)
    if isinstance(value, (FunctionValue, BoundMethod, Native)):
        return Placeholder(stripped(text), "function")
    if isinstance(value, Choice):
        known = [placeholder(o) for o in value.options if isinstance(o, Value)]
        typed = next((p for p in known if p.type), None)
        text = "{" + "|".join(stripped(text_of(o)) for o in value.options) + "}"
        return Placeholder(text, typed.type, typed.made) if typed else Placeholder(text)
    if isinstance(value, External):
        return Placeholder(stripped(text), "class" if value.leaf[:1].isupper() else "function")
    return Placeholder(text)


def _object(value: Instance) -> Placeholder:
    """Return what stands for an object, of a library's class or one with a library's base."""
    if isinstance(value.cls, ClassValue):
        table = value.cls.find("__tablename__")
        made = {"__tablename__": table[1]} if table is not None and table[1] is not None else {}
        bases = [b.name for b in value.cls.external_bases() if isinstance(b, External)]
        return Placeholder(value.cls.name, bases[0] if bases else "", made)
    name = value.cls.name if isinstance(value.cls, External) else text_of(value.cls)
    return Placeholder(value.text, name)
