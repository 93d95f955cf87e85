"""libcst expressions → the small tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import libcst as cst

from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OPERATORS: Mapping[type, str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//",
    cst.Modulo: "%", cst.Power: "**", cst.LeftShift: "<<", cst.RightShift: ">>",
    cst.BitOr: "|", cst.BitAnd: "&", cst.BitXor: "^", cst.MatrixMultiply: "@",
    cst.AddAssign: "+", cst.SubtractAssign: "-", cst.MultiplyAssign: "*", cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//", cst.ModuloAssign: "%", cst.PowerAssign: "**",
    cst.LeftShiftAssign: "<<", cst.RightShiftAssign: ">>", cst.BitOrAssign: "|",
    cst.BitAndAssign: "&", cst.BitXorAssign: "^", cst.MatrixMultiplyAssign: "@",
    cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~", cst.Not: "not",
    cst.And: "and", cst.Or: "or",
    cst.Equal: "==", cst.NotEqual: "!=", cst.LessThan: "<", cst.LessThanEqual: "<=",
    cst.GreaterThan: ">", cst.GreaterThanEqual: ">=", cst.In: "in", cst.NotIn: "not in",
    cst.Is: "is", cst.IsNot: "is not",
}  # fmt: skip
NAMED_CONSTANTS: Mapping[str, object] = {"True": True, "False": False, "None": None}
MAX_DIGITS = 4000  # CPython refuses to convert more than 4,300


class Lowering:
    """Turns libcst nodes into the small tree, counting marks as it goes.

    The count depends on the source alone, so a second lowering of the same
    text gives every node the same mark. `on_mark(mark, node)` is told of each
    marked node; that is how positions are found when somebody needs one.
    """

    def __init__(self, on_mark: Callable[[int, cst.CSTNode], None] | None = None) -> None:
        """Start counting marks at 0."""
        self.marks = 0
        self.on_mark = on_mark
        self.yields = False

    def mark(self, node: cst.CSTNode) -> int:
        """Return the next mark, for `node`."""
        mark = self.marks
        self.marks = mark + 1
        if self.on_mark is not None:
            self.on_mark(mark, node)
        return mark

    def expr(self, node: Any) -> tree.Expr:  # noqa: ANN401  libcst's unions are wider than what parses
        """Lower any expression."""
        return EXPRESSIONS[type(node)](self, node)

    def maybe(self, node: Any) -> tree.Expr | None:  # noqa: ANN401  as in `expr`
        """Lower an expression that may be missing."""
        return None if node is None else EXPRESSIONS[type(node)](self, node)


def _name(_: Lowering, node: cst.Name) -> tree.Expr:
    name = node.value
    if name in NAMED_CONSTANTS:
        return tree.Const(NAMED_CONSTANTS[name])
    return tree.Name(name)


def _literal(text: str) -> tree.Expr:
    try:
        return tree.Const(ast.literal_eval(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return tree.Opaque(text[:40])


def _string(_: Lowering, node: cst.SimpleString) -> tree.Expr:
    text = node.value
    quote = text[0]
    if quote in "'\"" and "\\" not in text and "\r" not in text:
        width = 3 if text[:3] == quote * 3 and len(text) >= 6 else 1  # noqa: PLR2004  two triple quotes
        return tree.Const(text[width:-width])
    return _literal(text)


def _number(_: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  Integer, Float or Imaginary
    text: str = node.value
    return tree.Opaque("number") if len(text) > MAX_DIGITS else _literal(text)


def _text(raw: str, *, is_raw: bool) -> str:
    """Decode the text between the fields of an f-string."""
    raw = raw.replace("{{", "{").replace("}}", "}")
    if is_raw or "\\" not in raw:
        return raw
    try:
        quoted = raw.replace('"', '\\"') if '\\"' not in raw else raw
        return str(ast.literal_eval(f'"""{quoted}"""'))
    except (ValueError, SyntaxError):
        return raw


def _fstring(low: Lowering, node: cst.FormattedString) -> tree.Expr:
    return _fstring_parts(low, node.parts, is_raw="r" in node.start.lower())


def _fstring_parts(low: Lowering, nodes: Any, *, is_raw: bool) -> tree.FString:  # noqa: ANN401
    parts: list[str | tree.Formatted] = []
    for part in nodes:
        if isinstance(part, cst.FormattedStringText):
            parts.append(_text(part.value, is_raw=is_raw))
            continue
        if part.equal is not None:  # f"{x=}" shows its own source
            parts.append(cst.Module(()).code_for_node(part.expression) + "=")
        spec = None
        if part.format_spec:
            spec = _fstring_parts(low, part.format_spec, is_raw=is_raw)
        conversion = part.conversion or ("r" if part.equal is not None and spec is None else "")
        parts.append(tree.Formatted(low.expr(part.expression), conversion, spec))
    return tree.FString(tuple(parts))


def _concatenated(low: Lowering, node: cst.ConcatenatedString) -> tree.Expr:
    pieces: list[tree.Expr] = []
    rest: Any = node
    while isinstance(rest, cst.ConcatenatedString):
        pieces.append(low.expr(rest.left))
        rest = rest.right
    pieces.append(low.expr(rest))
    parts: list[str | tree.Formatted] = []
    for piece in pieces:
        if isinstance(piece, tree.FString):
            parts.extend(piece.parts)
        elif isinstance(piece, tree.Const) and isinstance(piece.value, str):
            parts.append(piece.value)
        elif all(isinstance(p, tree.Const) and isinstance(p.value, bytes) for p in pieces):
            return tree.Const(b"".join(p.value for p in pieces))  # type: ignore[union-attr, misc]  just checked
        else:
            return tree.Opaque("string")
    if all(isinstance(part, str) for part in parts):
        return tree.Const("".join(parts))  # type: ignore[arg-type]  just checked
    return tree.FString(tuple(parts))


def _spine(low: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  Attribute, Call or Subscript
    """Lower `a.b(c).d[e]…` without recursion: chains of a thousand links are written."""
    links = []
    while isinstance(node, (cst.Attribute, cst.Call, cst.Subscript)):
        links.append(node)
        node = node.func if isinstance(node, cst.Call) else node.value
    value = low.expr(node)
    for link in reversed(links):
        if isinstance(link, cst.Attribute):
            value = tree.Attribute(value, link.attr.value)
        elif isinstance(link, cst.Call):
            value = tree.Call(value, tuple(arg(low, a) for a in link.args), low.mark(link))
        else:
            value = tree.Subscript(value, _index(low, link))
    return value


def arg(low: Lowering, node: cst.Arg) -> tree.Arg:
    """Lower an argument of a call or a class statement."""
    keyword = node.keyword.value if node.keyword is not None else ""
    return tree.Arg(low.expr(node.value), keyword, node.star)


def _index(low: Lowering, node: cst.Subscript) -> tree.Expr:
    elements = []
    for element in node.slice:
        piece = element.slice
        if isinstance(piece, cst.Slice):
            elements.append(
                tree.Slice(low.maybe(piece.lower), low.maybe(piece.upper), low.maybe(piece.step))
            )
        elif piece.star:
            elements.append(tree.Starred(low.expr(piece.value)))  # type: ignore[arg-type]  a list of Expr
        else:
            elements.append(low.expr(piece.value))  # type: ignore[arg-type]  a list of Expr
    single = len(elements) == 1 and not isinstance(node.slice[0].comma, cst.Comma)
    return elements[0] if single else tree.Display("tuple", tuple(elements))


def _binary(low: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  Binary- or BooleanOperation
    """Lower `a + b + c …` without recursion on its left side."""
    steps = []
    while isinstance(node, (cst.BinaryOperation, cst.BooleanOperation)):
        steps.append(node)
        node = node.left
    value = low.expr(node)
    for step in reversed(steps):
        op = OPERATORS[type(step.operator)]
        right = low.expr(step.right)
        if isinstance(step, cst.BinaryOperation):
            value = tree.Binary(op, value, right, low.mark(step))
        else:
            value = tree.Boolean(op, value, right)
    return value


def _unary(low: Lowering, node: cst.UnaryOperation) -> tree.Expr:
    return tree.Unary(OPERATORS[type(node.operator)], low.expr(node.expression))


def _compare(low: Lowering, node: cst.Comparison) -> tree.Expr:
    rest = tuple((OPERATORS[type(c.operator)], low.expr(c.comparator)) for c in node.comparisons)
    return tree.Compare(low.expr(node.left), rest)


def _if_else(low: Lowering, node: cst.IfExp) -> tree.Expr:
    return tree.IfElse(low.expr(node.test), low.expr(node.body), low.expr(node.orelse))


def _display(kind: str) -> Callable[[Lowering, Any], tree.Expr]:
    def lower(low: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  List, Tuple or Set
        return tree.Display(kind, tuple(low.expr(e) for e in node.elements))

    return lower


def _starred(low: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  StarredElement
    return tree.Starred(low.expr(node.value))


def _element(low: Lowering, node: cst.Element) -> tree.Expr:
    return low.expr(node.value)


def _dict(low: Lowering, node: cst.Dict) -> tree.Expr:
    return tree.DictDisplay(
        tuple(
            (low.expr(e.key) if isinstance(e, cst.DictElement) else None, low.expr(e.value))
            for e in node.elements
        )
    )


def _comprehension(kind: str) -> Callable[[Lowering, Any], tree.Expr]:
    def lower(low: Lowering, node: Any) -> tree.Expr:  # noqa: ANN401  any comprehension
        key = low.expr(node.key) if kind == "dict" else None
        element = low.expr(node.value if kind == "dict" else node.elt)
        clauses = []
        clause = node.for_in
        while clause is not None:
            tests = tuple(low.expr(i.test) for i in clause.ifs)
            clauses.append(tree.Clause(low.expr(clause.target), low.expr(clause.iter), tests))
            clause = clause.inner_for_in
        return tree.Comprehension(kind, key, element, tuple(clauses))

    return lower


def _walrus(low: Lowering, node: cst.NamedExpr) -> tree.Expr:
    return tree.Walrus(low.expr(node.target), low.expr(node.value))


def _await(low: Lowering, node: cst.Await) -> tree.Expr:
    return tree.Await(low.expr(node.expression))


def _yield(low: Lowering, node: cst.Yield) -> tree.Expr:
    low.yields = True
    if isinstance(node.value, cst.From):
        return tree.Yield(low.expr(node.value.item), delegate=True)
    return tree.Yield(low.maybe(node.value), delegate=False)


def _lambda(low: Lowering, node: cst.Lambda) -> tree.Expr:
    outer, low.yields = low.yields, False
    lowered = tree.Lambda(params(low, node.params), low.expr(node.body), low.mark(node))
    low.yields = outer
    return lowered


def params(low: Lowering, node: cst.Parameters) -> tuple[tree.Param, ...]:
    """Lower a parameter list, in the order of its declaration."""
    found = [tree.Param(p.name.value, "pos", low.maybe(p.default)) for p in node.posonly_params]
    found += [tree.Param(p.name.value, "any", low.maybe(p.default)) for p in node.params]
    if isinstance(node.star_arg, cst.Param):
        found.append(tree.Param(node.star_arg.name.value, "star", None))
    found += [tree.Param(p.name.value, "key", low.maybe(p.default)) for p in node.kwonly_params]
    if node.star_kwarg is not None:
        found.append(tree.Param(node.star_kwarg.name.value, "starstar", None))
    return tuple(found)


def _ellipsis(_: Lowering, __: cst.Ellipsis) -> tree.Expr:
    return tree.Const(...)


def _template(_: Lowering, __: Any) -> tree.Expr:  # noqa: ANN401  only newer libcst has the class
    return tree.Opaque("template string")


EXPRESSIONS: dict[type, Callable[[Lowering, Any], tree.Expr]] = {
    cst.Name: _name,
    cst.SimpleString: _string,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _fstring,
    cst.Integer: _number,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.Ellipsis: _ellipsis,
    cst.Attribute: _spine,
    cst.Call: _spine,
    cst.Subscript: _spine,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _binary,
    cst.UnaryOperation: _unary,
    cst.Comparison: _compare,
    cst.IfExp: _if_else,
    cst.List: _display("list"),
    cst.Tuple: _display("tuple"),
    cst.Set: _display("set"),
    cst.Element: _element,
    cst.StarredElement: _starred,
    cst.Dict: _dict,
    cst.ListComp: _comprehension("list"),
    cst.SetComp: _comprehension("set"),
    cst.DictComp: _comprehension("dict"),
    cst.GeneratorExp: _comprehension("generator"),
    cst.NamedExpr: _walrus,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.Lambda: _lambda,
}
if hasattr(cst, "TemplatedString"):  # Python 3.14's t-strings, known to libcst >= 1.8.3
    EXPRESSIONS[cst.TemplatedString] = _template
