"""The comments in Python code that speak to this plugin, and the statements they are about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from pytest_etl_diagram.sources.comments import FOLLOWED_BY_NOTHING, MARK, attached, said
from pytest_etl_diagram.syntax.parse import concrete_module
from pytest_etl_diagram.syntax.scan import check_amount, check_depth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from libcst.metadata import CodeRange

    from pytest_etl_diagram.sources.comments import Comment, Lines

    Positions = Mapping[cst.CSTNode, CodeRange]


def comments(path: str, text: str) -> tuple[Comment, ...]:
    """Return what the comments of a Python text say to this plugin, in its order.

    A comment is about the statement that it stands in, else about the next one of its block; of a
    statement with a block only about its head, to which its decorators belong. Raises SourceError
    where the text is no Python (`path` names it).
    """
    check_amount(path, text)
    check_depth(path, text)
    wrapper = MetadataWrapper(concrete_module(path, text), unsafe_skip_copy=True)
    positions: Positions = wrapper.resolve(PositionProvider)
    nodes = list(_nodes(wrapper.module))
    ranges = sorted(lines for node in nodes for lines in _lines(node, positions))
    last_of_blocks = {line for node in nodes for line in _footer(node)}
    found = []
    for node in nodes:
        if isinstance(node, cst.Comment) and MARK in node.value:
            for comment in said(node.value, "#", positions[node].start.line):
                is_lost = node in last_of_blocks
                lost = replace(comment, fault=FOLLOWED_BY_NOTHING)
                found.append(lost if is_lost else attached(comment, ranges))
    return tuple(sorted(found, key=lambda comment: comment.line))


def _nodes(module: cst.Module) -> Iterator[cst.CSTNode]:
    """Yield every node of a module in the order of its text."""
    waiting: list[cst.CSTNode] = [module]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _lines(node: cst.CSTNode, positions: Positions) -> Iterator[Lines]:
    """Yield the lines of a statement, or those of its head if it has a block."""
    if isinstance(node, cst.SimpleStatementLine):
        yield positions[node].start.line, positions[node].end.line
        return
    body = node.whitespace_after_colon if isinstance(node, cst.Match) else _body(node)
    if body is None:
        return
    decorators: Iterable[cst.CSTNode] = getattr(node, "decorators", ())
    first = min(positions[each].start.line for each in (node, *decorators))
    if isinstance(body, cst.SimpleStatementSuite):
        yield first, positions[body].end.line
    else:
        head = body.header if isinstance(body, cst.IndentedBlock) else body
        yield first, positions[head].start.line


def _body(node: cst.CSTNode) -> cst.BaseSuite | None:
    body = getattr(node, "body", None)
    return body if isinstance(body, cst.BaseSuite) else None


def _footer(node: cst.CSTNode) -> Iterator[cst.Comment]:
    """Yield the comments that end a block, after its last statement."""
    lines: Iterable[cst.EmptyLine] = getattr(node, "footer", ())
    yield from (line.comment for line in lines if line.comment is not None)
