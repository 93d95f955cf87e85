"""Where in its text the parts of a tree stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.expressions import EXPRESSIONS
from pytest_etl_diagram.syntax.lowering import Lowering
from pytest_etl_diagram.syntax.parse import concrete_module
from pytest_etl_diagram.syntax.statements import block

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.syntax.lowering import Node

    Lower = Callable[[Lowering, Node], tree.Expr]


@dataclass(slots=True, eq=False)
class PlacedName(tree.Name):
    """A variable, with its line."""

    line: int = 0


@dataclass(slots=True, eq=False)
class PlacedSubscript(tree.Subscript):
    """`value[index]`, with its first line."""

    line: int = 0


@dataclass(slots=True, eq=False)
class PlacedDict(tree.DictDisplay):
    """A dict display, with the line of each of its items."""

    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Positions:
    """A small tree with lines, counted from 1.

    Its variables, subscripts and dict displays are Placed ones. `marks` holds the line of
    each mark, `arguments` those of each argument by the mark of their call.
    """

    module: tree.Module
    marks: tuple[int, ...]
    arguments: Mapping[int, tuple[int, ...]]


def positions(path: str, text: str) -> Positions:
    """Return the tree of a text that parses, with lines.

    Positions cost several times the parse, so they are worked out here, by a
    second lowering of the same text, only when a report needs a line.
    """
    wrapper = MetadataWrapper(concrete_module(path, text), unsafe_skip_copy=True)
    ranges = wrapper.resolve(PositionProvider)
    marks: list[int] = []
    arguments: dict[int, tuple[int, ...]] = {}

    def line(node: cst.CSTNode) -> int:
        return ranges[node].start.line

    def remember(mark: int, node: cst.CSTNode) -> None:
        marks.append(line(node))
        if isinstance(node, cst.Call):
            arguments[mark] = tuple(line(arg) for arg in node.args)

    low = Lowering({**EXPRESSIONS, **_placing(line)}, remember)
    module = tree.Module(path, block(low, wrapper.module))
    return Positions(module, tuple(marks), arguments)


def lines(path: str, text: str) -> tuple[int, ...]:
    """Return the line, counted from 1, of every mark of a text that parses."""
    return positions(path, text).marks


def _placing(line: Callable[[cst.CSTNode], int]) -> dict[type, Lower]:
    """Return how expressions are lowered whose lines are kept."""

    def name(low: Lowering, node: cst.Name) -> tree.Expr:
        plain = EXPRESSIONS[cst.Name](low, node)
        return PlacedName(plain.id, line(node)) if isinstance(plain, tree.Name) else plain

    def subscript(low: Lowering, node: cst.Subscript) -> tree.Expr:
        plain = EXPRESSIONS[cst.Subscript](low, node)
        if not isinstance(plain, tree.Subscript):  # pragma: no cover  the last link decides
            return plain
        return PlacedSubscript(plain.value, plain.index, line(node))

    def display(low: Lowering, node: cst.Dict) -> tree.Expr:
        plain = EXPRESSIONS[cst.Dict](low, node)
        items = plain.items if isinstance(plain, tree.DictDisplay) else ()
        return PlacedDict(items, tuple(line(element) for element in node.elements))

    return {cst.Name: name, cst.Subscript: subscript, cst.Dict: display}
