"""Ways through a block: how it can end, and what stands in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import EVERYTHING
from pytest_etl_diagram.syntax.tree.walking import walk as walk_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = Any
"""A node of the tree, whichever."""

NEXT = "next"
LEAVES = frozenset({"break", "return"})
GOES_ON = frozenset({NEXT, "continue"})
_OWN_SCOPE = frozenset((tree.Function, tree.Class, tree.Lambda))
_JUMPS = {tree.Return: "return", tree.Raise: "raise", tree.Break: "break",
          tree.Continue: "continue"}  # fmt: skip


def parts(node: Node) -> Iterator[Node]:
    """Yield the nodes right below a node."""
    below = EVERYTHING[type(node)]
    waiting = [] if below is None else list(below(node))
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif EVERYTHING[type(part)] is not None:
            yield part


def walk(roots: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes and all below them, in the order of the source, but no inner function's body."""
    return _nodes(tuple(roots))


@lru_cache(maxsize=1024)
def _nodes(roots: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what `walk` does: the same code is looked at for many reasons."""
    return tuple(walk_all(roots, EVERYTHING, _OWN_SCOPE))


def names(roots: Iterable[Node]) -> Iterator[str]:
    """Yield the variables that occur in some nodes."""
    return (node.id for node in walk(roots) if isinstance(node, tree.Name))


def calls(roots: Iterable[Node]) -> Iterator[tree.Call]:
    """Yield the calls in some nodes."""
    return (node for node in walk(roots) if isinstance(node, tree.Call))


def key_of(node: Node) -> str:
    """Return `a.b.c` for a variable or an attribute of one, "" for other expressions."""
    below: list[str] = []
    while isinstance(node, tree.Attribute):
        below.append(node.name)
        node = node.value
    if not isinstance(node, tree.Name):
        return ""
    return ".".join([node.id, *reversed(below)])


def leaf_of_call(node: tree.Call) -> str:
    """Return the name that a call is made by: `f` for `a.b.f()`."""
    return key_of(node.func).rpartition(".")[2] or getattr(node.func, "name", "")


def bound_names(block: tree.Block) -> Iterator[str]:
    """Yield the variables (`x`) and attributes (`self.x`) that statements bind."""
    for node in walk(block):
        if isinstance(node, tree.Assign):
            targets = node.targets
        elif isinstance(node, (tree.Augment, tree.Annotate, tree.For, tree.Walrus)):
            targets = (node.target,)
        elif isinstance(node, tree.With):
            targets = tuple(target for _, target in node.items if target is not None)
        else:
            continue
        for target in targets:
            yield from target_keys(target)


def target_keys(target: Node) -> Iterator[str]:
    """Yield the keys of what a target binds."""
    if isinstance(target, tree.Display):
        for element in target.elements:
            yield from target_keys(element)
    elif isinstance(target, tree.Starred):
        yield from target_keys(target.value)
    elif key_of(target):
        yield key_of(target)


def ways(block: tree.Block) -> frozenset[str]:
    """Return how a block can end: `next`, `break`, `continue`, `return`, `raise`."""
    found: set[str] = set()
    for node in block:
        ends = _ways_of(node)
        found |= ends - {NEXT}
        if NEXT not in ends:
            return frozenset(found)
    return frozenset(found | {NEXT})


def _ways_of(node: tree.Statement) -> frozenset[str]:
    jump = _JUMPS.get(type(node))
    if jump is not None:
        return frozenset({jump})
    if isinstance(node, tree.If):
        return ways(node.body) | ways(node.orelse)
    if isinstance(node, (tree.For, tree.While)):
        return _ways_of_loop(node)
    if isinstance(node, tree.Try):
        return _ways_of_try(node)
    if isinstance(node, tree.With):
        return ways(node.body)
    if isinstance(node, tree.Match):
        return frozenset({NEXT}).union(*(ways(case.body) for case in node.cases))
    return frozenset({NEXT})


def _ways_of_loop(node: tree.For | tree.While) -> frozenset[str]:
    inner = ways(node.body)
    found = (inner - {"break", "continue", NEXT}) | ways(node.orelse)
    if isinstance(node, tree.While) and isinstance(node.test, tree.Const) and node.test.value:
        found = inner - {"break", "continue", NEXT}
    return found | {NEXT} if "break" in inner else found


def _ways_of_try(node: tree.Try) -> frozenset[str]:
    tried = ways(node.body)
    found = (tried - {NEXT}) | (ways(node.orelse) if NEXT in tried else frozenset())
    found = found.union(*(ways(handler.body) for handler in node.handlers))
    final = ways(node.final)
    return found | (final - {NEXT}) if NEXT in final else final


def blocks_of(node: tree.Statement) -> Iterator[tree.Block]:
    """Yield the blocks below a statement that run in its own function."""
    if isinstance(node, (tree.If, tree.For, tree.While)):
        yield from (node.body, node.orelse)
    elif isinstance(node, tree.Try):
        yield node.body
        yield from (handler.body for handler in node.handlers)
        yield from (node.orelse, node.final)
    elif isinstance(node, tree.With):
        yield node.body
    elif isinstance(node, tree.Match):
        yield from (case.body for case in node.cases)


def around(block: tree.Block, node: tree.Statement) -> tuple[tree.Block, tree.Block]:
    """Return the statements ahead of `node` and those behind it, in a block or below it.

    They come from all blocks that hold it, as far as those are known to run.
    """
    for index, statement in enumerate(block):
        if statement is node:
            return block[:index], block[index + 1 :]
        for inner in blocks_of(statement):
            if node in walk(inner):
                ahead, behind = around(inner, node)
                return (*block[:index], *ahead), (*behind, *block[index + 1 :])
    return block, ()
