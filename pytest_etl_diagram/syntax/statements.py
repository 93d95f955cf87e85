"""libcst's statements → the small tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.expressions import OPERATORS, arg, params
from pytest_etl_diagram.syntax.identifiers import identifier
from pytest_etl_diagram.syntax.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.syntax.lowering import Lowering, Node


def block(low: Lowering, node: Node) -> tree.Block:
    """Lower a body; statements without a meaning at load time (`pass`) are dropped."""
    found: list[tree.Statement] = []
    for statement in node.body:
        if type(statement) is cst.SimpleStatementLine:  # isinstance() is slow for libcst's classes
            for small in statement.body:
                _add(low, small, found)
        else:
            _add(low, statement, found)
    return tuple(found)


def _add(low: Lowering, node: Node, found: list[tree.Statement]) -> None:
    lower = STATEMENTS.get(type(node))
    if lower is not None:
        found.append(lower(low, node))


def _evaluate(low: Lowering, node: cst.Expr) -> tree.Statement:
    return tree.Evaluate(low.expr(node.value))


def _assign(low: Lowering, node: cst.Assign) -> tree.Statement:
    value = low.expr(node.value)
    return tree.Assign(tuple(low.expr(t.target) for t in node.targets), value)


def _annotate(low: Lowering, node: cst.AnnAssign) -> tree.Statement:
    annotation: Node = node.annotation.annotation
    if isinstance(annotation, cst.Subscript):
        annotation = annotation.value
    if isinstance(annotation, cst.Attribute):
        annotation = annotation.attr
    class_var = isinstance(annotation, cst.Name) and annotation.value == "ClassVar"
    kind = low.expr(node.annotation.annotation)
    return tree.Annotate(low.expr(node.target), low.maybe(node.value), kind, class_var)


def _augment(low: Lowering, node: cst.AugAssign) -> tree.Statement:
    op = OPERATORS[type(node.operator)]
    return tree.Augment(low.expr(node.target), op, low.expr(node.value), low.mark(node))


def _return(low: Lowering, node: cst.Return) -> tree.Statement:
    mark = low.mark(node)
    return tree.Return(low.maybe(node.value), mark)


def _raise(low: Lowering, node: cst.Raise) -> tree.Statement:
    return tree.Raise(low.maybe(node.exc), low.mark(node))


def _break(low: Lowering, node: cst.Break) -> tree.Statement:
    return tree.Break(low.mark(node))


def _continue(low: Lowering, node: cst.Continue) -> tree.Statement:
    return tree.Continue(low.mark(node))


def _assert(low: Lowering, node: cst.Assert) -> tree.Statement:
    mark = low.mark(node)
    return tree.Assert(low.expr(node.test), mark)


def _delete(low: Lowering, node: cst.Del) -> tree.Statement:
    return tree.Delete(low.expr(node.target))


def _scope(_: Lowering, node: cst.Global | cst.Nonlocal) -> tree.Statement:
    names = tuple(identifier(item.name) for item in node.names)
    return tree.Scope(names, isinstance(node, cst.Nonlocal))


def _type_alias(_: Lowering, node: Node) -> tree.Statement:
    name = identifier(node.name)
    return tree.Assign((tree.Name(name),), tree.Opaque(name))


def dotted(node: Node) -> str:
    """Return the dotted name that an import names ("" for none)."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(identifier(node.attr))
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(identifier(node))
    return ".".join(reversed(parts))


def _aliases(names: Iterable[cst.ImportAlias]) -> tuple[tuple[str, str], ...]:
    return tuple((dotted(n.name), _alias(n.asname)) for n in names)


def _alias(node: Node) -> str:
    """Return the name after `as`, which is a plain one here, or ""."""
    return "" if node is None else identifier(node.name)


def _import(low: Lowering, node: cst.Import) -> tree.Statement:
    return tree.Import(_aliases(node.names), low.mark(node))


def _import_from(low: Lowering, node: cst.ImportFrom) -> tree.Statement:
    names = () if isinstance(node.names, cst.ImportStar) else _aliases(node.names)
    return tree.ImportFrom(dotted(node.module), len(node.relative), names, low.mark(node))


def _if(low: Lowering, node: cst.If) -> tree.Statement:
    """Lower an `if` with its `elif`s, without recursion: generated code has hundreds."""
    links: list[tuple[tree.Expr, tree.Block, int]] = []
    rest: Node = node
    while isinstance(rest, cst.If):
        mark = low.mark(rest)
        links.append((low.expr(rest.test), block(low, rest.body), mark))
        rest = rest.orelse
    orelse = block(low, rest.body) if rest is not None else ()
    for test, body, mark in reversed(links):
        orelse = (tree.If(test, body, orelse, mark),)
    return orelse[0]


def _else(low: Lowering, node: Node) -> tree.Block:
    return () if node is None else block(low, node.body)


def _for(low: Lowering, node: cst.For) -> tree.Statement:
    mark = low.mark(node)
    iterable = low.expr(node.iter)
    body = block(low, node.body)
    orelse = _else(low, node.orelse)
    is_async = node.asynchronous is not None
    return tree.For(low.expr(node.target), iterable, body, orelse, mark, is_async)


def _while(low: Lowering, node: cst.While) -> tree.Statement:
    mark = low.mark(node)
    return tree.While(low.expr(node.test), block(low, node.body), _else(low, node.orelse), mark)


def _try(low: Lowering, node: cst.Try | cst.TryStar) -> tree.Statement:
    mark = low.mark(node)
    handlers = tuple(
        tree.Handler(low.maybe(h.type), _alias(h.name), block(low, h.body), low.mark(h))
        for h in node.handlers
    )
    return tree.Try(
        block(low, node.body), handlers, _else(low, node.orelse), _else(low, node.finalbody), mark
    )


def _with(low: Lowering, node: cst.With) -> tree.Statement:
    mark = low.mark(node)
    items = tuple(
        (low.expr(i.item), low.expr(i.asname.name) if i.asname is not None else None)
        for i in node.items
    )
    return tree.With(items, block(low, node.body), mark)


def _function(low: Lowering, node: cst.FunctionDef) -> tree.Statement:
    mark = low.mark(node)
    decorators = tuple(low.expr(d.decorator) for d in node.decorators)
    parameters = params(low, node.params)
    outer, low.yields = low.yields, False
    body = block(low, node.body)
    is_generator, low.yields = low.yields, outer
    is_async = node.asynchronous is not None
    returns = low.maybe(node.returns.annotation) if node.returns is not None else None
    return tree.Function(
        identifier(node.name), parameters, body, decorators, is_async, is_generator, mark, returns
    )


def _class(low: Lowering, node: cst.ClassDef) -> tree.Statement:
    mark = low.mark(node)
    decorators = tuple(low.expr(d.decorator) for d in node.decorators)
    bases = tuple(arg(low, a) for a in (*node.bases, *node.keywords))
    return tree.Class(identifier(node.name), bases, block(low, node.body), decorators, mark)


def _match(low: Lowering, node: cst.Match) -> tree.Statement:
    mark = low.mark(node)
    cases = tuple(
        tree.Case(pattern(low, c.pattern), low.maybe(c.guard), block(low, c.body))
        for c in node.cases
    )
    return tree.Match(low.expr(node.subject), cases, mark)


STATEMENTS: dict[type, Callable[[Lowering, Node], tree.Statement]] = {
    cst.Expr: _evaluate,
    cst.Assign: _assign,
    cst.AnnAssign: _annotate,
    cst.AugAssign: _augment,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Global: _scope,
    cst.Nonlocal: _scope,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.Match: _match,
    cst.TypeAlias: _type_alias,
}
