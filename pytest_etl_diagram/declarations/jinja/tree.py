"""What a Jinja template is made of: expressions, and the statements around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(slots=True)
class Const:
    """A text, number, truth value or nothing."""

    value: str | float | bool | None


@dataclass(slots=True)
class Name:
    """A variable."""

    name: str
    line: int


@dataclass(slots=True)
class Display:
    """A list or tuple."""

    items: tuple[Expr, ...]


@dataclass(slots=True)
class DictDisplay:
    """A mapping."""

    pairs: tuple[tuple[Expr, Expr], ...]


@dataclass(slots=True)
class Attribute:
    """`of.name`."""

    of: Expr
    name: str


@dataclass(slots=True)
class Item:
    """`of[index]`; a slice has an index of None and its bounds."""

    of: Expr
    index: Expr | None
    bounds: tuple[Expr | None, ...] = ()


@dataclass(slots=True)
class Arguments:
    """What stands in a call's parentheses: `spread` are those after one or two stars."""

    positional: tuple[Expr, ...] = ()
    named: tuple[tuple[str, Expr], ...] = ()
    spread: tuple[Expr, ...] = ()
    lines: tuple[int, ...] = ()  # those of the named ones


@dataclass(slots=True)
class Call:
    """`function(…)`."""

    function: Expr
    arguments: Arguments
    line: int


@dataclass(slots=True)
class Filter:
    """`of | name(…)`; `of` is None in a filter's block."""

    of: Expr
    name: str
    arguments: Arguments


@dataclass(slots=True)
class Test:
    """`of is name(…)`, or `is not`."""

    of: Expr
    name: str
    arguments: Arguments
    negated: bool


@dataclass(slots=True)
class Binary:
    """Two operands: arithmetic, `~`, `and`, `or`, comparison, `in` and `not in`."""

    op: str
    left: Expr
    right: Expr


@dataclass(slots=True)
class Unary:
    """`not x`, `-x`, `+x`."""

    op: str
    of: Expr


@dataclass(slots=True)
class Conditional:
    """`then if test else otherwise`."""

    test: Expr
    then: Expr
    otherwise: Expr | None


Expr: TypeAlias = (
    Const
    | Name
    | Display
    | DictDisplay
    | Attribute
    | Item
    | Call
    | Filter
    | Test
    | Binary
    | Unary
    | Conditional
)


@dataclass(slots=True)
class Text:
    """Text between tags."""

    text: str


@dataclass(slots=True)
class Output:
    """`{{ value }}`."""

    value: Expr


@dataclass(slots=True)
class Set:
    """`{% set a, b = value %}`; a target is a name or `namespace.name`."""

    targets: tuple[str, ...]
    value: Expr


@dataclass(slots=True)
class SetBlock:
    """`{% set name %}…{% endset %}`."""

    target: str
    body: Body


@dataclass(slots=True)
class Do:
    """`{% do value %}`."""

    value: Expr


@dataclass(slots=True)
class For:
    """`{% for a, b in iterable if test %}…{% else %}…{% endfor %}`."""

    targets: tuple[str, ...]
    iterable: Expr
    test: Expr | None
    body: Body
    otherwise: Body


@dataclass(slots=True)
class If:
    """`{% if %}…{% elif %}…{% else %}…{% endif %}`: the last test is None for `else`."""

    branches: tuple[tuple[Expr | None, Body], ...]


@dataclass(slots=True)
class Macro:
    """`{% macro name(a, b=1) %}…{% endmacro %}`; a caller's block is one without a name."""

    name: str
    params: tuple[tuple[str, Expr | None], ...]
    body: Body
    line: int


@dataclass(slots=True)
class CallBlock:
    """`{% call(a) name(…) %}…{% endcall %}`."""

    call: Expr
    caller: Macro


@dataclass(slots=True)
class Block:
    """Any other block: `snapshot`, `test`, `materialization`, `docs`, `filter`, `with`."""

    kind: str
    name: str
    body: Body
    line: int


Statement: TypeAlias = Text | Output | Set | SetBlock | Do | For | If | Macro | CallBlock | Block
Body: TypeAlias = tuple[Statement, ...]
