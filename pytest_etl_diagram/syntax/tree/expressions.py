"""Expressions of the small tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(slots=True, eq=False)
class Const:
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    value: object


@dataclass(slots=True, eq=False)
class Opaque:
    """Source that has no value for us (a template string, a huge number); `text` names it."""

    text: str


@dataclass(slots=True, eq=False)
class Name:
    """A variable that is read or bound."""

    id: str


@dataclass(slots=True, eq=False)
class Attribute:
    """`value.name`."""

    value: Expr
    name: str


@dataclass(slots=True, eq=False)
class Slice:
    """`lower:upper:step` in a subscript."""

    lower: Expr | None
    upper: Expr | None
    step: Expr | None


@dataclass(slots=True, eq=False)
class Subscript:
    """`value[index]`; several indices come as one tuple Display."""

    value: Expr
    index: Expr


@dataclass(slots=True, eq=False)
class Arg:
    """An argument: by position, by `keyword`, or `star` is "*" or "**"."""

    value: Expr
    keyword: str = ""
    star: str = ""


@dataclass(slots=True, eq=False)
class Call:
    """`func(args)`."""

    func: Expr
    args: tuple[Arg, ...]
    mark: int


@dataclass(slots=True, eq=False)
class Binary:
    """`left op right`, e.g. op `>>`."""

    op: str
    left: Expr
    right: Expr
    mark: int


@dataclass(slots=True, eq=False)
class Unary:
    """`op operand`; op is one of `-`, `+`, `~`, `not`."""

    op: str
    operand: Expr


@dataclass(slots=True, eq=False)
class Boolean:
    """`left and right` or `left or right`."""

    op: str
    left: Expr
    right: Expr
    mark: int


@dataclass(slots=True, eq=False)
class Compare:
    """`left op right op right …`."""

    left: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(slots=True, eq=False)
class IfElse:
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr
    mark: int


@dataclass(slots=True, eq=False)
class Starred:
    """`*value` in a display, a subscript or an assignment target."""

    value: Expr


@dataclass(slots=True, eq=False)
class Display:
    """A list, tuple or set display; `kind` is "list", "tuple" or "set"."""

    kind: str
    elements: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class DictDisplay:
    """A dict display; an item without a key is `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]


@dataclass(slots=True, eq=False)
class FString:
    """An f-string: text and formatted parts."""

    parts: tuple[str | Formatted, ...]


@dataclass(slots=True, eq=False)
class Formatted:
    """`{value!conversion:spec}` of an f-string."""

    value: Expr
    conversion: str
    spec: FString | None


@dataclass(slots=True, eq=False)
class Clause:
    """`for target in iterable if tests` of a comprehension."""

    target: Expr
    iterable: Expr
    tests: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Comprehension:
    """A comprehension; `kind` is "list", "set", "dict" or "generator"; `key` only for a dict."""

    kind: str
    key: Expr | None
    element: Expr
    clauses: tuple[Clause, ...]
    mark: int


@dataclass(slots=True, eq=False)
class Walrus:
    """`target := value`."""

    target: Expr
    value: Expr


@dataclass(slots=True, eq=False)
class Await:
    """`await value`."""

    value: Expr


@dataclass(slots=True, eq=False)
class Yield:
    """`yield value` or, with `delegate`, `yield from value`."""

    value: Expr | None
    delegate: bool


@dataclass(slots=True, eq=False)
class Param:
    """A parameter; `kind` is one of "pos", "any", "star", "key", "starstar"."""

    name: str
    kind: str
    default: Expr | None
    annotation: Expr | None = None


@dataclass(slots=True, eq=False)
class Lambda:
    """`lambda params: body`."""

    params: tuple[Param, ...]
    body: Expr
    mark: int


Expr: TypeAlias = (
    Const | Opaque | Name | Attribute | Slice | Subscript | Call | Binary | Unary | Boolean
    | Compare | IfElse | Starred | Display | DictDisplay | FString | Comprehension | Walrus
    | Await | Yield | Lambda
)  # fmt: skip
