"""`collections` and `types`: dicts, queues and namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    External,
    Instance,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _chain_map(it: Interpreter, args: Args) -> object:
    """`collections.ChainMap(first, second)`: the first that has a key wins."""
    del it
    merged = Dict()
    for part in reversed(args.positional):
        merged.update(part if isinstance(part, dict) else {})
        merged.maybe = merged.maybe or not isinstance(part, dict) or getattr(part, "maybe", False)
    return merged


def _default_dict(it: Interpreter, args: Args) -> object:
    return DefaultDict(args.get(0, "default_factory"), it.call(dict, Args(args.positional[1:])))


class DefaultDict(Value):
    """`collections.defaultdict(factory)`."""

    def __init__(self, factory: object, items: object) -> None:
        """Take what makes missing items, and the first items."""
        self.factory = factory
        self.items = items if isinstance(items, Dict) else Dict()

    def item(self, it: Interpreter, index: object) -> object:
        """Return an item, making it where it is missing."""
        if index not in self.items:
            put(self.items, index, it.call(self.factory, Args()))
        return self.items[index]

    def set_item(self, it: Interpreter, index: object, value: object) -> None:
        """Set an item."""
        del it
        put(self.items, index, value)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a dict's method."""
        return it.attribute(self.items, name)

    def iterate(self, it: Interpreter) -> list[object]:
        """Return the keys."""
        del it
        return list(self.items)

    def truth(self, it: Interpreter) -> bool | None:
        """Tell whether it has items."""
        return it.truth(self.items)


def _namespace(it: Interpreter, args: Args) -> object:
    """`types.SimpleNamespace(a=1)`: an object of attributes."""
    del it
    made = Instance(External("types.SimpleNamespace"))
    made.attrs.update(args.keywords)
    return made


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "collections.defaultdict": _default_dict,
    "collections.OrderedDict": lambda it, args: it.call(dict, args),
    "collections.ChainMap": _chain_map,
    "collections.deque": lambda it, args: it.call(list, Args(args.positional[:1])),
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
}
VALUES: Mapping[str, object] = {}
