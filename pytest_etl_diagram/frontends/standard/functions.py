"""`functools`, `operator`, `copy`, `contextlib` and `typing`: functions about functions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.builtins import plain
from pytest_etl_diagram.evaluate.comparison import COMPARISONS, compare
from pytest_etl_diagram.evaluate.containers import put
from pytest_etl_diagram.evaluate.operators import PLAIN
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    External,
    FunctionValue,
    Generator,
    Instance,
    List,
    Native,
    SetValue,
    Unknown,
    Value,
    Wrapper,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class Partial(Value):
    """`functools.partial(function, *args, **keywords)`."""

    def __init__(self, function: object, args: Args) -> None:
        """Take the function and the arguments given so far."""
        self.function = function
        self.args = args

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return one of a partial's own attributes, else the function's."""
        own = {"func": self.function, "args": tuple(self.args.positional)}
        return own[name] if name in own else it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Call the function with both sets of arguments."""
        return it.call(
            self.function,
            Args(
                [*self.args.positional, *args.positional],
                {**self.args.keywords, **args.keywords},
                open_ended=self.args.open_ended or args.open_ended,
            ),
        )


def _partial(it: Interpreter, args: Args) -> object:
    del it
    rest = Args(args.positional[1:], args.keywords, open_ended=args.open_ended)
    return Partial(args.get(0, "func"), rest)


def _reduce(it: Interpreter, args: Args) -> object:
    function = args.get(0, "function")
    items = list(it.items(args.get(1, "iterable")))
    if len(args.positional) > 2:  # noqa: PLR2004  an initial value
        items.insert(0, args.positional[2])
    if not items:
        raise Raised(("TypeError", "Exception"), "reduce() of nothing")
    total = items[0]
    for item in items[1:]:
        total = it.call(function, Args([total, item]))
    return total


def _same(it: Interpreter, args: Args) -> object:
    """Return the first argument: a decorator or a hint that changes nothing."""
    del it
    return args.get(0, "func")


def _same_later(it: Interpreter, args: Args) -> object:
    """Return a decorator that changes nothing, or apply it: `@lru_cache` and `@lru_cache(1)`."""
    del it
    first = args.get(0, "func")
    if isinstance(first, Value) and not isinstance(first, Unknown) and not args.keywords:
        return first
    return Native("decorator", _same)


def _wraps(it: Interpreter, args: Args) -> object:
    """Return a decorator that gives a wrapper the name of what it wraps."""
    wrapped = args.get(0, "wrapped")
    name = it.attribute(wrapped, "__name__") if isinstance(wrapped, Value) else None

    def rename(it: Interpreter, args: Args) -> object:
        del it
        wrapper = args.get(0, "wrapper")
        if isinstance(wrapper, FunctionValue) and isinstance(name, str):
            wrapper.attributes["__name__"] = name
            wrapper.attributes["__wrapped__"] = wrapped
        return wrapper

    return Native("wraps", rename)


def _binary(op: str) -> Callable[[Interpreter, Args], object]:
    def apply(it: Interpreter, args: Args) -> object:
        return it.binary(op, args.get(0, "a"), args.get(1, "b"))

    return apply


def _comparison(op: str) -> Callable[[Interpreter, Args], object]:
    return lambda it, args: _compared(it, op, args.get(0, "a"), args.get(1, "b"))


def _compared(it: Interpreter, op: str, left: object, right: object) -> object:
    found = compare(it, op, left, right)
    return Unknown("{comparison}") if found is None else found


def _itemgetter(it: Interpreter, args: Args) -> object:
    del it
    keys = args.positional

    def get(it: Interpreter, inner: Args) -> object:
        found = tuple(it.item(inner.get(0, "obj"), key) for key in keys)
        return found[0] if len(found) == 1 else found

    return Native("itemgetter", get)


def _attrgetter(it: Interpreter, args: Args) -> object:
    del it
    names = [str(name) for name in args.positional]

    def get(it: Interpreter, inner: Args) -> object:
        found = tuple(_dotted(it, inner.get(0, "obj"), name) for name in names)
        return found[0] if len(found) == 1 else found

    return Native("attrgetter", get)


def _dotted(it: Interpreter, value: object, name: str) -> object:
    for part in name.split("."):
        value = it.attribute(value, part)
    return value


def _methodcaller(it: Interpreter, args: Args) -> object:
    del it
    name, rest = str(args.get(0, "name")), Args(args.positional[1:], args.keywords)

    def call(it: Interpreter, inner: Args) -> object:
        return it.call(it.attribute(inner.get(0, "obj"), name), rest)

    return Native("methodcaller", call)


def _copy(it: Interpreter, args: Args) -> object:
    value = args.get(0, "x")
    if isinstance(value, (List, Dict)):
        return it.call_method(value, "copy")
    return _copied_instance(value, lambda v: v)


def _deepcopy(it: Interpreter, args: Args) -> object:
    del it
    return deep(args.get(0, "x"))


def deep(value: object) -> object:
    """Return a copy of containers and plain objects; what a library made is shared."""
    if isinstance(value, Dict):
        copied = Dict((k, deep(v)) for k, v in value.items())
        copied.maybe = value.maybe
        return copied
    if isinstance(value, List):
        items = List(deep(v) for v in value)
        items.maybe, items.over = value.maybe, value.over
        return items
    if isinstance(value, tuple):
        return tuple(deep(v) for v in value)
    if isinstance(value, SetValue):
        return SetValue(value.items)
    return _copied_instance(value, deep)


def _copied_instance(value: object, each: Callable[[object], object]) -> object:
    if type(value) is not Instance:
        return value
    copied = Instance(value.cls)
    copied.args = value.args
    copied.attrs = {k: each(v) for k, v in value.attrs.items()}
    return copied


class Suppress(Value):
    """`contextlib.suppress(*exceptions)`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Take the names of the exceptions."""
        self.names = names

    def swallows(self, names: tuple[str, ...]) -> bool:
        """Tell whether one of the names is suppressed."""
        return any(name in self.names or "Exception" in self.names for name in names)


def _suppress(it: Interpreter, args: Args) -> object:
    del it
    return Suppress(tuple(getattr(a, "__name__", text_of(a)) for a in args.positional))


class ExitStack(Value):
    """`contextlib.ExitStack()`: contexts entered one after the other, left together."""

    def __init__(self) -> None:
        """Start with no context."""
        self.entered: list[Value] = []

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `enter_context`, or something that does nothing."""
        del it
        if name == "enter_context":
            return Native(name, self._enter)
        return Native(name, lambda _it, _args: None)

    def _enter(self, it: Interpreter, args: Args) -> object:
        context = args.get(0, "cm")
        if isinstance(context, Generator):
            return next(context.iterator(), None)
        if isinstance(context, Value):
            self.entered.append(context)
            return context.enter(it)
        return context

    def exit(self, it: Interpreter) -> None:
        """Leave the contexts, the last one first."""
        while self.entered:
            self.entered.pop().exit(it)


def _exit_stack(it: Interpreter, args: Args) -> object:
    del it, args
    return ExitStack()


class NullContext(Value):
    """`contextlib.nullcontext(value)`."""

    def __init__(self, value: object) -> None:
        """Take what `as` binds."""
        self.value = value

    def enter(self, it: Interpreter) -> object:
        """Return the value."""
        del it
        return self.value


def _nullcontext(it: Interpreter, args: Args) -> object:
    del it
    return NullContext(args.get(0, "enter_result"))


def _single_dispatch(it: Interpreter, args: Args) -> object:
    return _same(it, args)


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


OPERATOR_NAMES = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "lshift": "<<", "rshift": ">>", "or_": "|", "and_": "&", "xor": "^", "concat": "+",
}  # fmt: skip
COMPARISON_NAMES = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
assert set(OPERATOR_NAMES.values()) <= set(PLAIN)  # noqa: S101  two tables that must agree
assert set(COMPARISON_NAMES.values()) <= set(COMPARISONS)  # noqa: S101  two tables that must agree

MATH = ("ceil", "floor", "sqrt", "log", "log2", "log10", "gcd", "trunc", "fabs", "fsum", "isclose")
UNCHANGED = ("functools.singledispatch", "contextlib.contextmanager", "typing.final",
             "contextlib.asynccontextmanager", "typing.no_type_check",
             "abc.abstractmethod", "typing.overload", "atexit.register", "typing.runtime_checkable",
             "functools.total_ordering", "enum.unique", "asyncio.run",
             "typing_extensions.override", "typing.override")  # fmt: skip
FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "functools.lru_cache": _same_later,
    "functools.cache": _same_later,
    "functools.wraps": _wraps,
    "functools.update_wrapper": _same,
    "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace,
    "copy.copy": _copy,
    "copy.deepcopy": _deepcopy,
    "contextlib.suppress": _suppress,
    "contextlib.ExitStack": _exit_stack,
    "contextlib.nullcontext": _nullcontext,
    "collections.defaultdict": _default_dict,
    "collections.OrderedDict": lambda it, args: it.call(dict, args),
    "collections.ChainMap": _chain_map,
    "typing.cast": lambda it, args: args.get(1, "val"),  # noqa: ARG005
    "operator.itemgetter": _itemgetter,
    "operator.attrgetter": _attrgetter,
    "operator.methodcaller": _methodcaller,
    **{f"operator.{name}": _binary(op) for name, op in OPERATOR_NAMES.items()},
    **{f"operator.__{name.strip('_')}__": _binary(op) for name, op in OPERATOR_NAMES.items()},
    **{f"operator.{name}": _comparison(op) for name, op in COMPARISON_NAMES.items()},
    **dict.fromkeys(UNCHANGED, _same),
    "functools.cached_property": lambda _it, args: Wrapper("property", args.get(0, "func")),
    "operator.getitem": lambda it, args: it.item(args.get(0, "a"), args.get(1, "b")),
    "operator.contains": lambda it, args: _compared(it, "in", args.get(1, "b"), args.get(0, "a")),
    "collections.deque": lambda it, args: it.call(list, Args(args.positional[:1])),
    **{f"math.{name}": plain(getattr(math, name)) for name in MATH},
}
VALUES: Mapping[str, object] = {
    "typing.TYPE_CHECKING": False,
    "typing_extensions.TYPE_CHECKING": False,
}
