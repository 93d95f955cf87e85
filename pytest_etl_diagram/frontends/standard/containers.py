"""`collections` and `types`: dicts, queues and namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_ITEMS
from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    External,
    Instance,
    List,
    Native,
    Value,
    mapping_of,
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


class Counter(DefaultDict):
    """`collections.Counter(items)`: how often each is there."""

    def __init__(self) -> None:
        """Start with no counts."""
        super().__init__(None, Dict())

    def item(self, it: Interpreter, index: object) -> object:
        """Return a count, 0 where there is none."""
        del it
        return self.items.get(index, 0)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a counter's own method, else a dict's."""
        own = COUNTER_METHODS.get(name)
        if own is None:
            return super().attribute(it, name)
        return Native(name, lambda it, args: own(it, self, args))


def _count(it: Interpreter, counter: Counter, args: Args) -> None:
    """Add the items of a collection, or the counts of a mapping."""
    source = args.get(0, "iterable", ())
    counts = mapping_of(source.items if isinstance(source, Counter) else source)
    items, over, maybe = it.spread(source if counts is None else list(counts))
    counter.items.maybe = counter.items.maybe or maybe or bool(over)
    given = [(item, 1 if counts is None else counts[item]) for item in items]
    for item, count in (*given, *args.keywords.items()):
        put(counter.items, item, it.binary("+", counter.items.get(item, 0), count))


def _most_common(it: Interpreter, counter: Counter, args: Args) -> object:
    pairs = it.call_method(counter.items, "items")
    key = Native("count", lambda it, args: it.item(args.get(0, "pair"), 1))
    found = it.call(it.builtins["sorted"], Args([pairs], {"key": key, "reverse": True}))
    limit = args.get(0, "n")
    return found if limit is None else it.item(found, slice(None, limit))


def _elements(it: Interpreter, counter: Counter, args: Args) -> object:
    del it, args
    counts = [(item, n) for item, n in counter.items.items() if isinstance(n, int)]
    found = List(item for item, n in counts for _ in range(min(n, MAX_ITEMS)))
    found.maybe = counter.items.maybe
    return found


def _counter(it: Interpreter, args: Args) -> object:
    counter = Counter()
    _count(it, counter, args)
    return counter


COUNTER_METHODS: Mapping[str, Callable[[Interpreter, Counter, Args], object]] = {
    "update": _count,
    "most_common": _most_common,
    "elements": _elements,
}


def _namespace(it: Interpreter, args: Args) -> object:
    """`types.SimpleNamespace(a=1)`: an object of attributes."""
    del it
    made = Instance(External("types.SimpleNamespace"))
    made.attrs.update(args.keywords)
    return made


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "collections.defaultdict": _default_dict,
    "collections.Counter": _counter,
    "collections.OrderedDict": lambda it, args: it.call(dict, args),
    "collections.ChainMap": _chain_map,
    "collections.deque": lambda it, args: it.call(list, Args(args.positional[:1])),
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
}
VALUES: Mapping[str, object] = {}
