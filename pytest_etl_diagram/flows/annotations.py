"""What an annotation says of a value: an object of the project, or a library's type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    ModuleValue,
    Unknown,
)
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.syntax import parse, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.tracer import Tracer

TRANSPARENT = frozenset("Optional Annotated Final ClassVar Required NotRequired Type type".split())
"""Wrappers that say nothing of what is inside."""

GENERIC = frozenset(
    "Iterable Iterator Sequence List list Tuple tuple Set set Generator AsyncIterator "
    "AsyncIterable AsyncGenerator Collection Awaitable Coroutine Callable Dict dict Mapping "
    "MutableMapping Literal".split()
)
"""Collections and the like: their own type is Python's, which tells nothing of a system."""

MAX_SAMPLES = 6
"""Objects made for the sake of annotations are nested at most so deep."""


def sample(it: Tracer, annotation: tree.Expr | None, scope: Scope, text: str) -> object:
    """Return a value of the annotated type, shown as `text`: an object for a project's class."""
    found = resolve(it, annotation, scope)
    inner = _element(annotation)
    if found is None and inner is not None:
        item = resolve(it, inner, scope)
        if isinstance(item, ClassValue):
            return _some(sample_of(it, item), text)
    hint = text.strip("{}").rpartition(".")[2]
    if isinstance(found, ClassValue):
        return sample_of(it, found)
    if isinstance(found, External):
        return Product(text, it.table.canonical(found.name), hint=hint)
    return Product(text, hint=hint)


CONTAINERS = frozenset(
    "Iterable Iterator Sequence MutableSequence Collection List list Tuple tuple Set set".split()
)
"""Collections whose items an annotation tells."""


def _element(annotation: tree.Expr | None) -> tree.Expr | None:
    """Return the annotation of the items of a collection, None for what is none."""
    if not isinstance(annotation, tree.Subscript) or _last_name(annotation.value) not in CONTAINERS:
        return None
    index = annotation.index
    return index.elements[0] if isinstance(index, tree.Display) and index.elements else index


def _some(item: object, text: str) -> List:
    """Return a list of an unknown number of items of a kind."""
    found = List([item])
    found.over, found.maybe = text, True
    return found


def sample_of(it: Tracer, cls: ClassValue) -> object:
    """Return an object of a class, made with values of its parameters' types."""
    if it.sampling >= MAX_SAMPLES or cls in it.samples:
        return Instance(cls)
    it.sampling += 1
    it.samples.append(cls)
    try:
        with it.unrecorded():
            made = it.instantiate(cls, Args())
    except Raised:
        made = Instance(cls)
    finally:
        it.sampling -= 1
        it.samples.pop()
    return made


def resolve(it: Tracer, annotation: tree.Expr | None, scope: Scope) -> object | None:
    """Return the class that an annotation names, None for builtins and what isn't found."""
    if annotation is None:
        return None
    if isinstance(annotation, tree.Const):
        return _quoted(it, annotation.value, scope)
    if isinstance(annotation, tree.Binary):
        return resolve(it, annotation.left, scope) or resolve(it, annotation.right, scope)
    if isinstance(annotation, tree.Subscript):
        return _generic(it, annotation, scope)
    if isinstance(annotation, (tree.Name, tree.Attribute)):
        return _class(it, annotation, scope)
    return None


def _quoted(it: Tracer, value: object, scope: Scope) -> object | None:
    """Resolve an annotation that is written as text: a forward reference."""
    parsed = _parsed(value) if isinstance(value, str) else None
    return None if parsed is None else resolve(it, parsed, scope)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tree.Expr | None:
    try:
        body = parse("annotation", f"{text}\n").body
    except SourceError:
        return None
    first = body[0] if body else None
    return first.value if isinstance(first, tree.Evaluate) else None


def _generic(it: Tracer, annotation: tree.Subscript, scope: Scope) -> object | None:
    name = _last_name(annotation.value)
    index = annotation.index
    inner = index.elements if isinstance(index, tree.Display) else (index,)
    if name == "Union":
        found = (resolve(it, option, scope) for option in inner)
        return next((cls for cls in found if cls is not None), None)
    if name in TRANSPARENT:
        return resolve(it, inner[0], scope) if inner else None
    return None if name in GENERIC else resolve(it, annotation.value, scope)


def _last_name(node: tree.Expr) -> str:
    if isinstance(node, tree.Attribute):
        return node.name
    return node.id if isinstance(node, tree.Name) else ""


def _class(it: Tracer, annotation: tree.Name | tree.Attribute, scope: Scope) -> object | None:
    if _last_name(annotation) in GENERIC or _last_name(annotation) in ("Any", "Self", "object"):
        return None
    found = it.quietly(annotation, scope)
    if isinstance(found, Unknown) and not isinstance(found, Product):
        typing_scope = Scope(type_names(it, scope.module), scope.module, None, "module")
        found = it.quietly(annotation, typing_scope)
    if isinstance(found, ClassValue):
        return found
    is_typing = isinstance(found, External) and found.name.startswith(("typing", "collections"))
    return found if isinstance(found, External) and not is_typing else None


def type_names(it: Tracer, module: ModuleValue) -> dict[str, object]:
    """Return what a module imports for type checkers only (`if TYPE_CHECKING:`)."""
    known = it.type_names.get(module.path)
    if known is None and not module.path.endswith(".py"):
        return {}
    if known is None:
        known = it.type_names[module.path] = Dict()
        scope = Scope(known, module, None, "module")
        for statement in _checked_imports(it.modules.parse(module.path).body):
            with it.unrecorded():
                it.run((statement,), scope)
    return known


def _checked_imports(body: tree.Block) -> Iterator[tree.Statement]:
    for statement in body:
        if isinstance(statement, tree.If) and _last_name(statement.test) == "TYPE_CHECKING":
            for inner in statement.body:
                if isinstance(inner, (tree.Import, tree.ImportFrom)):
                    yield inner
