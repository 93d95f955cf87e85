"""What the body of a class or function refers to, by the names that it reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias

from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import Dict, External, ModuleValue
from pytest_etl_diagram.flows.structure.definitions import methods
from pytest_etl_diagram.flows.structure.references import reference
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.tree.walking import Below, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.flows.structure.references import Reference

Node: TypeAlias = Any
"""A node of the tree, whichever."""
Code: TypeAlias = tuple[Node, ...]
"""Nodes of the tree, and tuples of such."""
READ = Below(
    {
        tree.Annotate: "annotation",
        tree.Param: "annotation",
        tree.Function: "returns",
        tree.Handler: "kind",
    }
)
"""All but what is read by no call: annotations, and the exceptions that a handler is for."""
MAX_ITEMS = 50
"""Of a table of classes or functions that is used: its items that are looked at."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names in some code.

    - `read`: the names `a` and `a.b.c` that it reads, each once.
    - `bound`: those that it binds itself, but for those that it imports.
    - `imports`: its import statements.
    """

    read: tuple[tree.Name | tree.Attribute, ...]
    bound: frozenset[str]
    imports: tuple[tree.Import | tree.ImportFrom, ...]


@lru_cache(maxsize=1024)
def names_in(code: Code) -> Names:
    """Return the names in some nodes."""
    read: dict[str, tree.Name | tree.Attribute] = {}
    bound: set[str] = set()
    imports: list[tree.Import | tree.ImportFrom] = []
    for node in walk(code, READ):
        kind = type(node)  # quicker than isinstance(): these are all nodes of a file
        if kind is tree.Name:
            read.setdefault(node.id, node)
        elif kind is tree.Attribute:
            name = _dotted(node)
            if name:
                read.setdefault(name, node)
        elif kind in _BINDS:
            bound.update(_BINDS[kind](node))
        elif kind in _IMPORTS:
            imports.append(node)
    return Names(tuple(read.values()), frozenset(bound), tuple(imports))


def _dotted(node: tree.Expr) -> str:
    """Return `a.b.c` for a name, "" for a part of another expression."""
    if isinstance(node, tree.Name):
        return node.id
    owner = _dotted(node.value) if isinstance(node, tree.Attribute) else ""
    return f"{owner}.{node.name}" if owner and isinstance(node, tree.Attribute) else ""


def _own_name(node: Node) -> Iterator[str]:
    yield node.name


def _target(node: Node) -> Iterator[str]:
    return _names(node.target)


_IMPORTS = (tree.Import, tree.ImportFrom)
_BINDS: Mapping[type, Callable[[Node], Iterator[str]]] = {
    tree.Function: _own_name,
    tree.Class: _own_name,
    tree.Param: _own_name,
    tree.Handler: _own_name,
    tree.MatchAs: _own_name,
    tree.MatchStar: _own_name,
    tree.Annotate: _target,
    tree.Augment: _target,
    tree.For: _target,
    tree.Clause: _target,
    tree.Walrus: _target,
    tree.Assign: lambda node: _names(node.targets),
    tree.With: lambda node: _names(tuple(target for _, target in node.items)),
}
"""By kind of node, the names that it binds."""


def _names(target: object) -> Iterator[str]:
    """Yield the variables in a target, not those whose parts are set: `x`, not `y.x` or `y[0]`."""
    if isinstance(target, tuple):
        for each in target:
            yield from _names(each)
    elif isinstance(target, tree.Name):
        yield target.id
    elif isinstance(target, tree.Display):
        yield from _names(target.elements)
    elif isinstance(target, tree.Starred):
        yield from _names(target.value)


def code_of(function: tree.Function) -> Code:
    """Return what of a function runs when it is called."""
    return (function.params, function.body)


def used_by_class(it: Probe, node: tree.Class, path: str) -> Iterator[Reference]:
    """Yield what the methods, the decorators and the class attributes of a class refer to."""
    own = tuple(s for s in node.body if not isinstance(s, (tree.Function, tree.Class)))
    yield from _used(it, (*node.decorators, *own), it.module_scope(path), frozenset())
    for method in methods(node):
        yield from used_by_function(it, method, path)


def used_by_block(it: Probe, block: tree.Block, path: str) -> Iterator[Reference]:
    """Yield what statements of a module refer to."""
    yield from _used(it, block, it.module_scope(path), frozenset())


def used_by_function(it: Probe, node: tree.Function, path: str) -> Iterator[Reference]:
    """Yield what a function refers to."""
    outer = it.module_scope(path)
    yield from _used(it, node.decorators, outer, frozenset())
    scope = Scope(Dict(), outer.module, None)
    own = names_in(code_of(node))
    for statement in own.imports:
        it.quietly(partial(it.run, (statement,), scope))
    yield from _used(it, code_of(node), scope, own.bound)


def _used(it: Probe, code: Code, scope: Scope, bound: frozenset[str]) -> Iterator[Reference]:
    for node in names_in(code).read:
        for value in _each(_value(it, node, scope, bound)):
            found = reference(it, value)
            if found is not None:
                yield found


def _value(it: Probe, node: tree.Expr, scope: Scope, bound: frozenset[str]) -> object:
    """Return what a name means, None for a local variable and for the part of an object."""
    if isinstance(node, tree.Name):
        if node.id in bound:
            return None
        try:
            return it.eval(node, scope)
        except Raised:
            return None
    if not isinstance(node, tree.Attribute):
        return None
    owner = _value(it, node.value, scope, bound)
    if not isinstance(owner, (ModuleValue, External)):
        return None
    return it.quietly(lambda: it.attribute(owner, node.name))


def _each(value: object) -> Iterator[object]:
    """Yield a value or, of a table, its items."""
    if isinstance(value, dict):
        yield from list(value.values())[:MAX_ITEMS]
    elif isinstance(value, (list, tuple)):
        yield from value[:MAX_ITEMS]
    else:
        yield value
