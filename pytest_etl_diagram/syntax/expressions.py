"""libcst's expressions → the small tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from pytest_etl_diagram.syntax import literals, tree
from pytest_etl_diagram.syntax.identifiers import identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.syntax.lowering import Lowering, Node


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


def _name(_: Lowering, node: cst.Name) -> tree.Expr:
    name = identifier(node)
    if name in NAMED_CONSTANTS:
        return tree.Const(NAMED_CONSTANTS[name])
    return tree.Name(name)


SPINE = frozenset({cst.Attribute, cst.Call, cst.Subscript})


def _spine(low: Lowering, node: Node) -> tree.Expr:
    """Lower `a.b(c).d[e]…` without recursion: chains of a thousand links are written."""
    links: list[Node] = []
    # isinstance() of a class of libcst is slow: the classes are abstract base classes
    while (kind := type(node)) in SPINE:
        links.append(node)
        node = node.func if kind is cst.Call else node.value
    value = low.expr(node)
    for link in reversed(links):
        kind = type(link)
        if kind is cst.Attribute:
            value = tree.Attribute(value, identifier(link.attr))
        elif kind is cst.Call:
            value = tree.Call(value, tuple([arg(low, a) for a in link.args]), low.mark(link))
        else:
            value = tree.Subscript(value, _index(low, link))
    return value


def arg(low: Lowering, node: cst.Arg) -> tree.Arg:
    """Lower an argument of a call or a class statement."""
    keyword = identifier(node.keyword) if node.keyword is not None else ""
    return tree.Arg(low.expr(node.value), keyword, node.star)


def _index(low: Lowering, node: cst.Subscript) -> tree.Expr:
    elements: list[tree.Expr] = []
    for element in node.slice:
        piece: Node = element.slice
        if isinstance(piece, cst.Slice):
            elements.append(
                tree.Slice(low.maybe(piece.lower), low.maybe(piece.upper), low.maybe(piece.step))
            )
        elif piece.star:
            elements.append(tree.Starred(low.expr(piece.value)))
        else:
            elements.append(low.expr(piece.value))
    single = len(elements) == 1 and not isinstance(node.slice[0].comma, cst.Comma)
    return elements[0] if single else tree.Display("tuple", tuple(elements))


def _binary(low: Lowering, node: Node) -> tree.Expr:
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
            value = tree.Boolean(op, value, right, low.mark(step))
    return value


def _unary(low: Lowering, node: cst.UnaryOperation) -> tree.Expr:
    return tree.Unary(OPERATORS[type(node.operator)], low.expr(node.expression))


def _compare(low: Lowering, node: cst.Comparison) -> tree.Expr:
    rest = tuple((OPERATORS[type(c.operator)], low.expr(c.comparator)) for c in node.comparisons)
    return tree.Compare(low.expr(node.left), rest)


def _if_else(low: Lowering, node: cst.IfExp) -> tree.Expr:
    mark = low.mark(node)
    return tree.IfElse(low.expr(node.test), low.expr(node.body), low.expr(node.orelse), mark)


def _display(kind: str) -> Callable[[Lowering, Node], tree.Expr]:
    def lower(low: Lowering, node: Node) -> tree.Expr:
        return tree.Display(kind, tuple(low.expr(e) for e in node.elements))

    return lower


def _starred(low: Lowering, node: Node) -> tree.Expr:
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


def _comprehension(kind: str) -> Callable[[Lowering, Node], tree.Expr]:
    def lower(low: Lowering, node: Node) -> tree.Expr:
        key = low.expr(node.key) if kind == "dict" else None
        element = low.expr(node.value if kind == "dict" else node.elt)
        clauses = []
        clause = node.for_in
        while clause is not None:
            tests = tuple(low.expr(i.test) for i in clause.ifs)
            clauses.append(tree.Clause(low.expr(clause.target), low.expr(clause.iter), tests))
            clause = clause.inner_for_in
        return tree.Comprehension(kind, key, element, tuple(clauses), low.mark(node))

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
    found = [_param(low, p, "pos") for p in node.posonly_params]
    found += [_param(low, p, "any") for p in node.params]
    if isinstance(node.star_arg, cst.Param):
        found.append(tree.Param(identifier(node.star_arg.name), "star", None))
    found += [_param(low, p, "key") for p in node.kwonly_params]
    if node.star_kwarg is not None:
        found.append(tree.Param(identifier(node.star_kwarg.name), "starstar", None))
    return tuple(found)


def _param(low: Lowering, node: cst.Param, kind: str) -> tree.Param:
    annotation = low.expr(node.annotation.annotation) if node.annotation is not None else None
    return tree.Param(identifier(node.name), kind, low.maybe(node.default), annotation)


def _ellipsis(_: Lowering, __: cst.Ellipsis) -> tree.Expr:
    return tree.Const(...)


EXPRESSIONS: dict[type, Callable[[Lowering, Node], tree.Expr]] = {
    cst.Name: _name,
    cst.SimpleString: literals.string,
    cst.ConcatenatedString: literals.concatenated,
    cst.FormattedString: literals.fstring,
    cst.Integer: literals.number,
    cst.Float: literals.number,
    cst.Imaginary: literals.number,
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
    EXPRESSIONS[cst.TemplatedString] = literals.template
