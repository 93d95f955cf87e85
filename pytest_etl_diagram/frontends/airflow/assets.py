"""Data assets (Airflow 2's datasets) and the schedules made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Instance,
    Unknown,
    Value,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class Asset(Value):
    """`Asset(name, uri=…)`, `Dataset(uri)`, `AssetAlias(name)`."""

    def __init__(self, name: str, uri: str, prefix: str = "") -> None:
        """Take the name to show and the URI ("" without one)."""
        self.name = name
        self.uri = uri
        self.prefix = prefix

    @property
    def text(self) -> str:
        """Show the name, as the asset's kind writes it."""
        return self.prefix + self.name

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the asset's name and URI."""
        del it
        known = {"uri": self.uri, "name": self.name}
        return known.get(name) or Unknown(inside("{" + self.text + "}", f".{name}"))

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`a & b` and `a | b`."""
        return combine(it, op, self, other, reflected=reflected)

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Two assets of one name and URI are equal."""
        equal = isinstance(other, Asset) and (self.text, self.uri) == (other.text, other.uri)
        del it
        return {"==": equal, "!=": not equal}.get(op)


class AssetCondition(Value):
    """Assets of which all (`&`) or any (`|`) must be updated."""

    def __init__(self, op: str, parts: tuple[Value, ...]) -> None:
        """Take `&` or `|` and the parts."""
        self.op = op
        self.parts = parts

    @property
    def text(self) -> str:
        """Show the expression."""
        shown = (
            f"({p.text})" if isinstance(p, AssetCondition) and p.op != self.op else p.text
            for p in self.parts
        )
        return f" {self.op} ".join(shown)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`(a & b) | c`."""
        return combine(it, op, self, other, reflected=reflected)


def combine(it: Interpreter, op: str, one: Value, other: object, *, reflected: bool) -> object:
    """Return `one op other` for assets; parts of one operator are listed together."""
    del it
    if op not in ("&", "|") or not isinstance(other, (Asset, AssetCondition)):
        return NotImplemented
    parts: list[Value] = []
    for part in (other, one) if reflected else (one, other):
        same = isinstance(part, AssetCondition) and part.op == op
        parts.extend(part.parts if isinstance(part, AssetCondition) and same else (part,))
    return AssetCondition(op, tuple(parts))


def make_asset(it: Interpreter, args: Args) -> object:
    """`Asset("name", "uri")` and `Dataset("uri")`."""
    del it
    name = args.get(0, "name", args.keywords.get("uri"))
    uri = args.get(1, "uri", name)
    return Asset(text_of(name), text_of(uri))


def make_alias(it: Interpreter, args: Args) -> object:
    """`AssetAlias("name")`."""
    del it
    return Asset(text_of(args.get(0, "name")), "", "alias: ")


def make_condition(op: str) -> Callable[[Interpreter, Args], object]:
    """Return what `AssetAll(...)` (op `&`) or `AssetAny(...)` (op `|`) makes."""

    def make(it: Interpreter, args: Args) -> object:
        del it
        parts = tuple(p for p in args.positional if isinstance(p, Value))
        return AssetCondition(op, parts)

    return make


def assets_of(value: object) -> list[Asset]:
    """Return the assets in a schedule, in the order they are written."""
    if isinstance(value, Asset):
        return [value]
    if isinstance(value, AssetCondition):
        return [asset for part in value.parts for asset in assets_of(part)]
    if isinstance(value, (list, tuple)):
        return [asset for part in value for asset in assets_of(part)]
    if isinstance(value, Instance) and value.args is not None:
        return assets_of([*value.args.positional, *value.args.keywords.values()])
    return []
