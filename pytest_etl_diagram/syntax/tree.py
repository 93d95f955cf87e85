"""The small syntax tree: what the evaluator walks.

libcst keeps every blank of a file (54 MB of memory per MB of source); this
keeps what has a meaning when a module is loaded. Nodes are slotted but not
frozen: a frozen dataclass costs three times as much to make, and a file has
thousands. Nobody changes a node after `lower` made it.

`mark` is the ordinal of a node that a report may want to point at; see
`pytest_etl_diagram.syntax.lines` for how a mark becomes a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_node = dataclass(slots=True, eq=False)


@_node
class Const:
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    value: object


@_node
class Opaque:
    """Source that has no value for us (a template string, a huge number); `text` names it."""

    text: str


@_node
class Name:
    """A variable that is read or bound."""

    id: str


@_node
class Attribute:
    """`value.name`."""

    value: Expr
    name: str


@_node
class Slice:
    """`lower:upper:step` in a subscript."""

    lower: Expr | None
    upper: Expr | None
    step: Expr | None


@_node
class Subscript:
    """`value[index]`; several indices come as one TupleDisplay."""

    value: Expr
    index: Expr


@_node
class Arg:
    """An argument: by position, by `keyword`, or `star` is "*" or "**"."""

    value: Expr
    keyword: str = ""
    star: str = ""


@_node
class Call:
    """`func(args)`."""

    func: Expr
    args: tuple[Arg, ...]
    mark: int


@_node
class Binary:
    """`left op right`, e.g. op `>>`."""

    op: str
    left: Expr
    right: Expr
    mark: int


@_node
class Unary:
    """`op operand`; op is one of `-`, `+`, `~`, `not`."""

    op: str
    operand: Expr


@_node
class Boolean:
    """`left and right` or `left or right`."""

    op: str
    left: Expr
    right: Expr


@_node
class Compare:
    """`left op right op right …`."""

    left: Expr
    rest: tuple[tuple[str, Expr], ...]


@_node
class IfElse:
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr


@_node
class Starred:
    """`*value` in a display, a subscript or an assignment target."""

    value: Expr


@_node
class Display:
    """A list, tuple or set display; `kind` is "list", "tuple" or "set"."""

    kind: str
    elements: tuple[Expr, ...]


@_node
class DictDisplay:
    """A dict display; an item without a key is `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]


@_node
class FString:
    """An f-string: text and formatted parts."""

    parts: tuple[str | Formatted, ...]


@_node
class Formatted:
    """`{value!conversion:spec}` of an f-string."""

    value: Expr
    conversion: str
    spec: FString | None


@_node
class Clause:
    """`for target in iterable if tests` of a comprehension."""

    target: Expr
    iterable: Expr
    tests: tuple[Expr, ...]


@_node
class Comprehension:
    """A comprehension; `kind` is "list", "set", "dict" or "generator"; `key` only for a dict."""

    kind: str
    key: Expr | None
    element: Expr
    clauses: tuple[Clause, ...]


@_node
class Walrus:
    """`target := value`."""

    target: Expr
    value: Expr


@_node
class Await:
    """`await value`."""

    value: Expr


@_node
class Yield:
    """`yield value` or, with `delegate`, `yield from value`."""

    value: Expr | None
    delegate: bool


@_node
class Param:
    """A parameter; `kind` is one of "pos", "any", "star", "key", "starstar"."""

    name: str
    kind: str
    default: Expr | None


@_node
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


@_node
class Evaluate:
    """An expression as a statement."""

    value: Expr


@_node
class Assign:
    """`targets = value`."""

    targets: tuple[Expr, ...]
    value: Expr


@_node
class Annotate:
    """`target: annotation = value`; `class_var` where the annotation says ClassVar."""

    target: Expr
    value: Expr | None
    class_var: bool


@_node
class Augment:
    """`target op= value`."""

    target: Expr
    op: str
    value: Expr
    mark: int


@_node
class Return:
    """`return value`."""

    value: Expr | None


@_node
class Raise:
    """`raise error`."""

    error: Expr | None
    mark: int


@_node
class Break:
    """`break`."""


@_node
class Continue:
    """`continue`."""


@_node
class Assert:
    """`assert test`."""

    test: Expr


@_node
class Delete:
    """`del target`."""

    target: Expr


@_node
class Scope:
    """`global names` or, with `nonlocal_`, `nonlocal names`."""

    names: tuple[str, ...]
    nonlocal_: bool


@_node
class Import:
    """`import a.b as c`: (dotted name, alias or "") each."""

    names: tuple[tuple[str, str], ...]
    mark: int


@_node
class ImportFrom:
    """`from ..module import name as alias`; no names: `import *`."""

    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    mark: int


@_node
class If:
    """`if test: body else: orelse`."""

    test: Expr
    body: Block
    orelse: Block


@_node
class For:
    """`for target in iterable: body else: orelse`."""

    target: Expr
    iterable: Expr
    body: Block
    orelse: Block
    mark: int


@_node
class While:
    """`while test: body else: orelse`."""

    test: Expr
    body: Block
    orelse: Block
    mark: int


@_node
class Handler:
    """`except kind as name: body`."""

    kind: Expr | None
    name: str
    body: Block


@_node
class Try:
    """`try: body except …: else: finally:`."""

    body: Block
    handlers: tuple[Handler, ...]
    orelse: Block
    final: Block


@_node
class With:
    """`with context as target, …: body`."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: Block


@_node
class Function:
    """A function definition."""

    name: str
    params: tuple[Param, ...]
    body: Block
    decorators: tuple[Expr, ...]
    is_async: bool
    is_generator: bool
    mark: int


@_node
class Class:
    """A class definition; `bases` also holds the keywords of the class statement."""

    name: str
    bases: tuple[Arg, ...]
    body: Block
    decorators: tuple[Expr, ...]
    mark: int


@_node
class MatchValue:
    """A pattern that compares for equality (or identity: None, True, False)."""

    value: Expr


@_node
class MatchSequence:
    """`[a, *rest, b]`; a starred element is a MatchStar."""

    patterns: tuple[Pattern, ...]


@_node
class MatchStar:
    """`*name` in a sequence pattern ("" for `*_`)."""

    name: str


@_node
class MatchMapping:
    """`{key: pattern, **rest}`."""

    items: tuple[tuple[Expr, Pattern], ...]
    rest: str


@_node
class MatchClass:
    """`cls(patterns, name=pattern)`."""

    cls: Expr
    patterns: tuple[Pattern, ...]
    keywords: tuple[tuple[str, Pattern], ...]


@_node
class MatchAs:
    """`pattern as name`; without a pattern it captures, without a name it is `_`."""

    pattern: Pattern | None
    name: str


@_node
class MatchOr:
    """`a | b`."""

    patterns: tuple[Pattern, ...]


Pattern: TypeAlias = (
    MatchValue | MatchSequence | MatchStar | MatchMapping | MatchClass | MatchAs | MatchOr
)


@_node
class Case:
    """`case pattern if guard: body`."""

    pattern: Pattern
    guard: Expr | None
    body: Block


@_node
class Match:
    """`match subject: cases`."""

    subject: Expr
    cases: tuple[Case, ...]


Statement: TypeAlias = (
    Evaluate | Assign | Annotate | Augment | Return | Raise | Break | Continue | Assert | Delete
    | Scope | Import | ImportFrom | If | For | While | Try | With | Function | Class | Match
)  # fmt: skip

Block: TypeAlias = tuple[Statement, ...]


@_node
class Module:
    """A parsed file: `path` relative to the root folder, with forward slashes."""

    path: str
    body: Block
