"""What annotations say of values: which class an object is of that nobody made yet."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.values import (
    Annotation,
    Choice,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Instance,
    List,
    Native,
    SetValue,
    Unknown,
    choose,
    mapping_of,
)
from pytest_etl_diagram.flows.structure.definitions import named
from pytest_etl_diagram.flows.structure.unread import Unread, typed
from pytest_etl_diagram.syntax import parse, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.structure.probe import Probe

WRAPPERS = frozenset(
    "Optional Union Annotated Final ClassVar Required NotRequired InitVar "
    "Awaitable Coroutine ContextManager AbstractContextManager AsyncContextManager "
    "AbstractAsyncContextManager".split()
)
"""`X[A]`: the value is an A, or comes to be one."""
CONTAINERS = frozenset(
    "list List tuple Tuple set Set frozenset FrozenSet deque Deque Sequence MutableSequence "
    "Iterable Iterator Collection Generator AsyncIterable AsyncIterator AsyncGenerator".split()
)
"""`X[A]`: the value holds A's."""
MAPPINGS = frozenset("dict Dict Mapping MutableMapping OrderedDict DefaultDict defaultdict".split())
"""`X[K, A]`: the value holds A's by name."""
CLASSES = frozenset(("type", "Type"))
"""`X[A]`: the value is the class A itself."""
MAX_NESTING = 8


class Given(Unknown):
    """An object that is given from outside: of it only the class is known."""

    __slots__ = ("cls", "probe")

    def __init__(self, cls: ClassValue | External, probe: Probe) -> None:
        """Take the class that an annotation names."""
        super().__init__(cls.text)
        self.cls = cls
        self.probe = probe

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a part as its class declares it, or a method that gives what it promises."""
        cls = self.cls.evaluated(self.probe) if isinstance(self.cls, Unread) else self.cls
        found = _member(self.probe, cls, name) if isinstance(cls, ClassValue) else None
        return super().attribute(it, name) if found is None else found


def given(
    it: Probe, annotation: tree.Expr, scope: Scope, depth: int = MAX_NESTING
) -> object | None:
    """Return a value as an annotation in a scope asks for it, None where it names no class."""
    if not depth:
        return None
    if isinstance(annotation, tree.Const):
        inner = _parsed(annotation.value) if isinstance(annotation.value, str) else None
        return None if inner is None else given(it, inner, scope, depth - 1)
    if isinstance(annotation, tree.Binary):
        return _one_of(it, (annotation.left, annotation.right), scope, depth)
    if isinstance(annotation, tree.Subscript):
        return _generic(it, annotation, scope, depth)
    if isinstance(annotation, (tree.Name, tree.Attribute)):
        return _object(it, annotation, scope)
    return None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tree.Expr | None:
    """Return the annotation that a string holds."""
    try:
        body = parse("annotation", f"({text})\n").body
    except SourceError:
        return None
    first = body[0] if body else None
    return first.value if isinstance(first, tree.Evaluate) else None


def _object(it: Probe, name: tree.Expr, scope: Scope) -> object | None:
    value = it.quietly(lambda: it.eval(name, scope))
    if isinstance(value, Unknown):
        value = typed(it, name, scope.module) or it.imports.missing(value)
    options = value.options if isinstance(value, Choice) else (value,)
    known = [Given(each, it) for each in options if isinstance(each, (ClassValue, External))]
    return choose(known) if known else None


def _one_of(it: Probe, options: tuple[tree.Expr, ...], scope: Scope, depth: int) -> object | None:
    found = [given(it, option, scope, depth - 1) for option in options]
    known = [value for value in found if value is not None]
    return choose(known) if known else None


def _generic(it: Probe, annotation: tree.Subscript, scope: Scope, depth: int) -> object | None:
    name, index = named(annotation.value), annotation.index
    parts = index.elements if isinstance(index, tree.Display) else (index,)
    if name == "Annotated":
        return given(it, parts[0], scope, depth - 1)
    if name in WRAPPERS:
        return _one_of(it, parts, scope, depth)
    if name in CLASSES:
        classes = list(held(given(it, parts[0], scope, depth - 1)))
        return choose(classes) if classes else None
    if name in CONTAINERS or name in MAPPINGS:
        inner = parts[-1:] if name in MAPPINGS else parts
        return _several(_one_of(it, inner, scope, depth))
    return given(it, annotation.value, scope, depth - 1)


def _several(item: object | None) -> List | None:
    """Return a list of an item that stands for any number of its kind."""
    if item is None:
        return None
    items = List([item])
    items.maybe = True
    return items


def _member(it: Probe, cls: ClassValue, name: str) -> object | None:
    """Return what is known of an attribute of any object of a class, None for nothing."""
    found = cls.find(name)
    if found is not None and isinstance(found[0], ClassValue):
        promised = _promise(it, getattr(found[1], "function", found[1]))
        if promised is not None and getattr(found[1], "kind", "") != "property":
            return Native(name, lambda _it, _args: promised)
        if promised is not None:
            return promised
    sample = it.sample(cls)
    if sample is not None and name in sample.attrs:
        return sample.attrs[name]
    of_bases = (declared(it, base) for base in cls.mro if isinstance(base, ClassValue))
    return next((fields[name] for fields in of_bases if name in fields), None)


def _promise(it: Probe, function: object) -> object | None:
    """Return what a function gives by its annotation, None where that says nothing."""
    if not isinstance(function, FunctionValue) or not isinstance(function.node, tree.Function):
        return None
    returns = function.node.returns
    return None if returns is None else given(it, returns, it.module_scope(function.path))


def declared(it: Probe, cls: ClassValue) -> dict[str, object]:
    """Return the fields that a class's body annotates with classes, as such objects."""
    annotated = cls.namespace.get("__annotations__")
    found: dict[str, object] = {}
    for name, annotation in annotated.items() if isinstance(annotated, dict) else ():
        if isinstance(annotation, Annotation):
            value = given(it, annotation.expression, annotation.scope)
            if value is not None:
                found[name] = value
    return found


def held(value: object, depth: int = 3) -> Iterator[ClassValue | External]:
    """Yield the classes of the objects that a value is or, as a container, holds."""
    if isinstance(value, (Given, Instance)):
        if isinstance(value.cls, (ClassValue, External)):
            yield value.cls
        return
    for part in _parts(value) if depth else ():
        yield from held(part, depth - 1)


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, Choice):
        return value.options
    if isinstance(value, (list, tuple)):
        return tuple(value)
    if isinstance(value, SetValue):
        return tuple(value.items)
    mapping = mapping_of(value)
    return () if mapping is None else tuple(Dict(mapping).values())
