"""libcst's patterns of `match` → the small tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.identifiers import identifier

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax.lowering import Lowering, Node


def pattern(low: Lowering, node: Node) -> tree.Pattern:
    """Lower a pattern of a `case`."""
    if isinstance(node, (cst.MatchValue, cst.MatchSingleton)):
        return tree.MatchValue(low.expr(node.value))
    if isinstance(node, (cst.MatchList, cst.MatchTuple)):
        return tree.MatchSequence(tuple(pattern(low, p) for p in node.patterns))
    if isinstance(node, cst.MatchSequenceElement):
        return pattern(low, node.value)
    if isinstance(node, cst.MatchStar):
        return tree.MatchStar(identifier(node.name) if node.name is not None else "")
    if isinstance(node, cst.MatchMapping):
        items = tuple((low.expr(e.key), pattern(low, e.pattern)) for e in node.elements)
        return tree.MatchMapping(items, identifier(node.rest) if node.rest is not None else "")
    if isinstance(node, cst.MatchClass):
        positional = tuple(pattern(low, p.value) for p in node.patterns)
        keywords = tuple((identifier(k.key), pattern(low, k.pattern)) for k in node.kwds)
        return tree.MatchClass(low.expr(node.cls), positional, keywords)
    if isinstance(node, cst.MatchOr):
        return tree.MatchOr(tuple(pattern(low, e.pattern) for e in node.patterns))
    inner = pattern(low, node.pattern) if node.pattern is not None else None
    return tree.MatchAs(inner, identifier(node.name) if node.name is not None else "")
