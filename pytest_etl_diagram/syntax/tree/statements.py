"""Statements of the small tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax.tree.expressions import Arg, Expr, Param
    from pytest_etl_diagram.syntax.tree.patterns import Pattern


@dataclass(slots=True, eq=False)
class Evaluate:
    """An expression as a statement."""

    value: Expr


@dataclass(slots=True, eq=False)
class Assign:
    """`targets = value`."""

    targets: tuple[Expr, ...]
    value: Expr


@dataclass(slots=True, eq=False)
class Annotate:
    """`target: annotation = value`; `class_var` where the annotation says ClassVar."""

    target: Expr
    value: Expr | None
    annotation: Expr
    class_var: bool


@dataclass(slots=True, eq=False)
class Augment:
    """`target op= value`."""

    target: Expr
    op: str
    value: Expr
    mark: int


@dataclass(slots=True, eq=False)
class Return:
    """`return value`."""

    value: Expr | None
    mark: int


@dataclass(slots=True, eq=False)
class Raise:
    """`raise error`."""

    error: Expr | None
    mark: int


@dataclass(slots=True, eq=False)
class Break:
    """`break`."""

    mark: int


@dataclass(slots=True, eq=False)
class Continue:
    """`continue`."""

    mark: int


@dataclass(slots=True, eq=False)
class Assert:
    """`assert test`."""

    test: Expr
    mark: int


@dataclass(slots=True, eq=False)
class Delete:
    """`del target`."""

    target: Expr


@dataclass(slots=True, eq=False)
class Scope:
    """`global names` or, with `nonlocal_`, `nonlocal names`."""

    names: tuple[str, ...]
    nonlocal_: bool


@dataclass(slots=True, eq=False)
class Import:
    """`import a.b as c`: (dotted name, alias or "") each."""

    names: tuple[tuple[str, str], ...]
    mark: int


@dataclass(slots=True, eq=False)
class ImportFrom:
    """`from ..module import name as alias`; no names: `import *`."""

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    mark: int


@dataclass(slots=True, eq=False)
class If:
    """`if test: body else: orelse`."""

    test: Expr
    body: Block
    orelse: Block
    mark: int


@dataclass(slots=True, eq=False)
class For:
    """`for target in iterable: body else: orelse`, or `async for`."""

    target: Expr
    iterable: Expr
    body: Block
    orelse: Block
    mark: int
    is_async: bool = False


@dataclass(slots=True, eq=False)
class While:
    """`while test: body else: orelse`."""

    test: Expr
    body: Block
    orelse: Block
    mark: int


@dataclass(slots=True, eq=False)
class Handler:
    """`except kind as name: body`."""

    kind: Expr | None
    name: str
    body: Block
    mark: int


@dataclass(slots=True, eq=False)
class Try:
    """`try: body except …: else: finally:`."""

    body: Block
    handlers: tuple[Handler, ...]
    orelse: Block
    final: Block
    mark: int


@dataclass(slots=True, eq=False)
class With:
    """`with context as target, …: body`."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: Block
    mark: int


@dataclass(slots=True, eq=False)
class Function:
    """A function definition."""

    name: str
    params: tuple[Param, ...]
    body: Block
    decorators: tuple[Expr, ...]
    is_async: bool
    is_generator: bool
    mark: int
    returns: Expr | None = None


@dataclass(slots=True, eq=False)
class Class:
    """A class definition; `bases` also holds the keywords of the class statement."""

    name: str
    bases: tuple[Arg, ...]
    body: Block
    decorators: tuple[Expr, ...]
    mark: int


@dataclass(slots=True, eq=False)
class Case:
    """`case pattern if guard: body`."""

    pattern: Pattern
    guard: Expr | None
    body: Block


@dataclass(slots=True, eq=False)
class Match:
    """`match subject: cases`."""

    subject: Expr
    cases: tuple[Case, ...]
    mark: int


Statement: TypeAlias = (
    Evaluate | Assign | Annotate | Augment | Return | Raise | Break | Continue | Assert | Delete
    | Scope | Import | ImportFrom | If | For | While | Try | With | Function | Class | Match
)  # fmt: skip
Block: TypeAlias = tuple[Statement, ...]


@dataclass(slots=True, eq=False)
class Module:
    """A parsed file: `path` relative to the root folder, with forward slashes, and its text."""

    path: str
    body: Block
    text: str = ""
