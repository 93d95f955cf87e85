"""Flows written as what they come from: a small language in Python's clothes.

@retry(retries="3", on=("ConnectionError",))   a policy; `@expand` draws what is inside
def load():                                    what calls of `load()` do inside
    write(role="load", writes="Snowflake: sales", mode="upsert", keys=("id",))

Store.load(table="sales")                      a step of a component, with a fact
log("text")                                    a line of the log
with transaction: …                            a region
with retry(attempts="3"): …                    something tried again
with gather(workers="4"): …                    things at once, one a statement
with each.pool(workers="4"): …                 many of a kind at once
while True / while x / for each in x / if x / match x / try / return x / raise X / break
class Odd(ValueError): pass                    an exception with its bases
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.flows.tree import (
    Arm,
    Branch,
    Endpoint,
    Exit,
    Flow,
    Handler,
    Loop,
    Note,
    Parallel,
    Piece,
    Policy,
    Region,
    Retry,
    Step,
    Try,
)
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.flows.tree import Block

FILE = "etl.py"
_SETTINGS = ("role", "resolved", "lazy")


def flow(text: str, name: str = "main", **settings: Any) -> Flow:
    """Return the flow that a text in this notation stands for."""
    body = block(text)
    return Flow(name, FILE, body, place=Place(FILE, 0), **settings)


def block(text: str) -> Block:
    """Return the block that a text in this notation stands for."""
    return _Writer().block(ast.parse(dedent(text)).body)


@dataclass
class _Writer:
    functions: dict[str, dict[str, Any]] = field(default_factory=dict)
    bases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def block(self, statements: Sequence[ast.stmt]) -> Block:
        return tuple(piece for node in statements for piece in self.pieces(node))

    def pieces(self, node: ast.stmt) -> tuple[Piece, ...]:
        return getattr(self, type(node).__name__)(node) or ()

    def Pass(self, _: ast.Pass) -> None:  # noqa: N802 -- named as the nodes of the syntax tree
        return None

    def ClassDef(self, node: ast.ClassDef) -> None:  # noqa: N802
        self.bases[node.name] = self.names(node.bases[0])

    def FunctionDef(self, node: ast.FunctionDef) -> None:  # noqa: N802
        known: dict[str, Any] = {"inner": self.block(node.body)}
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                known["policy"] = _policy(decorator)
            else:
                known["expand"] = True
        self.functions[node.name] = known

    def Expr(self, node: ast.Expr) -> tuple[Piece, ...]:  # noqa: N802
        call = node.value
        assert isinstance(call, ast.Call)
        component, _, name = ast.unparse(call.func).rpartition(".")
        place = Place(FILE, node.lineno)
        if name == "log":
            return (Note(ast.literal_eval(call.args[0]), place),)
        given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        settings = {key: given.pop(key) for key in _SETTINGS if key in given}
        endpoints = _endpoints(given)
        facts = tuple(given.items())
        known = {**settings, **self.functions.get(name, {})}
        return (
            Step(node.lineno, name, component=component, facts=facts, endpoints=endpoints,
                 place=place, **known),
        )  # fmt: skip

    def If(self, node: ast.If) -> tuple[Piece, ...]:  # noqa: N802
        arms = (Arm("Yes", self.block(node.body)),)
        if node.orelse:
            arms += (Arm("No", self.block(node.orelse)),)
        return (Branch(ast.unparse(node.test), arms, Place(FILE, node.lineno)),)

    def Match(self, node: ast.Match) -> tuple[Piece, ...]:  # noqa: N802
        arms = tuple(
            Arm(ast.unparse(case.pattern).strip("'"), self.block(case.body)) for case in node.cases
        )
        return (Branch(ast.unparse(node.subject), arms, Place(FILE, node.lineno)),)

    def For(self, node: ast.For, kind: str = "for") -> tuple[Piece, ...]:  # noqa: N802
        body, orelse = self.block(node.body), self.block(node.orelse)
        return (Loop(kind, ast.unparse(node.iter), body, orelse, Place(FILE, node.lineno)),)

    def AsyncFor(self, node: Any) -> tuple[Piece, ...]:  # noqa: N802
        return self.For(node, "async for")

    def While(self, node: ast.While) -> tuple[Piece, ...]:  # noqa: N802
        over = ast.unparse(node.test)
        body, orelse = self.block(node.body), self.block(node.orelse)
        over = "" if over == "True" else over
        return (Loop("while", over, body, orelse, Place(FILE, node.lineno)),)

    def Try(self, node: ast.Try) -> tuple[Piece, ...]:  # noqa: N802
        handlers = tuple(
            Handler(
                _names(handler.type) if handler.type else (),
                self.block(handler.body),
                Place(FILE, handler.lineno),
            )
            for handler in node.handlers
        )
        parts = (self.block(part) for part in (node.orelse, node.finalbody))
        return (Try(self.block(node.body), handlers, *parts, place=Place(FILE, node.lineno)),)

    def With(self, node: ast.With) -> tuple[Piece, ...]:  # noqa: N802
        (item,) = node.items
        call = item.context_expr
        body, place = self.block(node.body), Place(FILE, node.lineno)
        if not isinstance(call, ast.Call):
            return (Region(ast.unparse(call), body, place),)
        label = ast.unparse(call.func)
        if label == "retry":
            return (Retry(_policy(call), body, place),)
        facts = tuple((word.arg or "", ast.literal_eval(word.value)) for word in call.keywords)
        repeated = label.startswith("each.")
        arms = (body,) if repeated else tuple((piece,) for piece in body)
        return (Parallel(label.removeprefix("each."), arms, repeated, facts, place),)

    def Return(self, node: ast.Return) -> tuple[Piece, ...]:  # noqa: N802
        label = ast.unparse(node.value).strip("'") if node.value else ""
        return (Exit("return", label, place=Place(FILE, node.lineno)),)

    def Raise(self, node: ast.Raise) -> tuple[Piece, ...]:  # noqa: N802
        label = ast.unparse(node.exc) if node.exc else ""
        names = self.names(node.exc) if node.exc else ()
        return (Exit("raise", label, names, Place(FILE, node.lineno)),)

    def Break(self, node: ast.Break) -> tuple[Piece, ...]:  # noqa: N802
        return (Exit("break", place=Place(FILE, node.lineno)),)

    def Continue(self, node: ast.Continue) -> tuple[Piece, ...]:  # noqa: N802
        return (Exit("continue", place=Place(FILE, node.lineno)),)

    def names(self, node: ast.expr) -> tuple[str, ...]:
        """Return the names of an exception's class and its bases."""
        name = ast.unparse(node)
        found = getattr(builtins, name, None)
        if isinstance(found, type):
            return tuple(base.__name__ for base in found.__mro__[:-1])
        return (name, *self.bases.get(name, ()))


def _names(node: ast.expr) -> tuple[str, ...]:
    nodes = node.elts if isinstance(node, ast.Tuple) else [node]
    return tuple(map(ast.unparse, nodes))


def _policy(call: ast.Call) -> Policy:
    return Policy(**{word.arg or "": ast.literal_eval(word.value) for word in call.keywords})


def _endpoints(given: dict[str | None, Any]) -> tuple[Endpoint, ...]:
    """Take what is read and written out of a call's settings: `reads="PostgreSQL: orders"`."""
    found = []
    for direction in ("read", "write"):
        if f"{direction}s" in given:
            system, _, name = given.pop(f"{direction}s").partition(": ")
            mode, keys = given.pop("mode", ""), given.pop("keys", ())
            found.append(Endpoint(system, "database", direction, name, mode, keys))
    return tuple(found)
