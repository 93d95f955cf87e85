"""`hashlib`, `base64` and `graphlib`: short names made of texts, and the order of a graph."""

from __future__ import annotations

import base64
import graphlib
import hashlib
import zlib
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.builtins import plain
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import Args, List, Native, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


class Digest(Value):
    """`hashlib.md5(data)`; `data` is None once a part of it isn't known."""

    text = "{digest}"

    def __init__(self, name: str, data: bytes | None) -> None:
        """Take the algorithm's name and what is hashed so far."""
        self.name = name
        self.data = data

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `hexdigest`, `digest` and `update`."""
        if name == "update":
            return Native(name, self._update)
        if name in ("hexdigest", "digest"):
            return Native(name, lambda _it, _args: self._shown(name))
        return super().attribute(it, name)

    def _update(self, it: Interpreter, args: Args) -> None:
        del it
        more = args.get(0, "data")
        if self.data is not None:
            self.data = self.data + more if isinstance(more, bytes) else None

    def _shown(self, how: str) -> object:
        if self.data is None:
            return Unknown("{" + self.name + "}")
        made = hashlib.new(self.name, self.data, usedforsecurity=False)
        return made.hexdigest() if how == "hexdigest" else made.digest()


def _digest(name: str) -> Callable[[Interpreter, Args], object]:
    def model(it: Interpreter, args: Args) -> object:
        del it
        data = args.get(0, "string", b"")
        return Digest(name, data if isinstance(data, bytes) else None)

    return model


class Sorter(Value):
    """`graphlib.TopologicalSorter(graph)`."""

    text = "{graphlib.TopologicalSorter}"

    def __init__(self, graph: dict[object, list[object]] | None) -> None:
        """Take the graph: node → those before it; None where it isn't known."""
        self.graph = graph

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `add` and `static_order`."""
        if name == "add":
            return Native(name, self._add)
        if name == "static_order":
            return Native(name, self._order)
        return super().attribute(it, name)

    def _add(self, it: Interpreter, args: Args) -> None:
        del it
        if self.graph is not None:
            node, *before = args.positional
            self.graph.setdefault(node, []).extend(before)

    def _order(self, it: Interpreter, args: Args) -> object:
        del it, args
        if self.graph is None:
            return Unknown("{graphlib.TopologicalSorter}")
        try:
            return List(graphlib.TopologicalSorter(self.graph).static_order())
        except graphlib.CycleError as error:
            raise Raised(("CycleError", "ValueError", "Exception"), "a cycle") from error


def _sorter(it: Interpreter, args: Args) -> object:
    given = args.get(0, "graph", {})
    if not isinstance(given, dict) or getattr(given, "maybe", False):
        return Sorter(None)
    return Sorter({node: list(it.items(before)) for node, before in given.items()})


def _new_digest(it: Interpreter, args: Args) -> object:
    """`hashlib.new("md5", data)`."""
    name = args.get(0, "name")
    if name not in DIGESTS:
        return Unknown("{digest}")
    return _digest(str(name))(it, Args(args.positional[1:]))


ENCODINGS = (
    "b64encode", "b64decode", "urlsafe_b64encode", "urlsafe_b64decode", "b32encode", "b32decode",
    "b16encode", "b16decode",
)  # fmt: skip
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    **{f"base64.{name}": plain(getattr(base64, name)) for name in ENCODINGS},
    "zlib.crc32": plain(zlib.crc32),
    "zlib.adler32": plain(zlib.adler32),
    "hashlib.new": _new_digest,
    **{f"hashlib.{name}": _digest(name) for name in DIGESTS},
    "graphlib.TopologicalSorter": _sorter,
}
VALUES: Mapping[str, object] = {}
