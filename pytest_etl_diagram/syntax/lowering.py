"""The walk from libcst's tree to the small one: what all its parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import libcst as cst


Node: TypeAlias = Any
"""A node of libcst: its unions are wider than what its own parser makes."""


class Lowering:
    """Turns libcst nodes into the small tree, counting marks as it goes.

    The count depends on the source alone, so a second lowering of the same
    text gives every node the same mark. `on_mark(mark, node)` is told of each
    marked node; that is how positions are found when somebody needs one.
    """

    def __init__(
        self,
        expressions: Mapping[type, Callable[[Lowering, Any], tree.Expr]],
        on_mark: Callable[[int, cst.CSTNode], None] | None = None,
    ) -> None:
        """Take how each class of expression is lowered; start counting marks at 0."""
        self.expressions = expressions
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

    def expr(self, node: Node) -> tree.Expr:
        """Lower any expression; one that only a newer libcst knows has no value for us."""
        lower = self.expressions.get(type(node))
        return tree.Opaque(type(node).__name__) if lower is None else lower(self, node)

    def maybe(self, node: Node) -> tree.Expr | None:
        """Lower an expression that may be missing."""
        return None if node is None else self.expr(node)
