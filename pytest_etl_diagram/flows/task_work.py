"""What the project's own code does that the tasks of a DAG run: callables and operators."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate.values import Args, ClassValue
from pytest_etl_diagram.evaluate.values.weight import weight_of
from pytest_etl_diagram.flows.data import endpoints_of, functions_of
from pytest_etl_diagram.flows.entries import Entry, class_of, function_of, method_of
from pytest_etl_diagram.flows.reading import trace_through
from pytest_etl_diagram.flows.values import Product
from pytest_etl_diagram.frontends.standard.functions import Partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import FunctionValue, ModuleValue
    from pytest_etl_diagram.flows.endpoints import Table
    from pytest_etl_diagram.flows.tree import Endpoint
    from pytest_etl_diagram.frontends.airflow.tasks import Task

MAX_TRACES: Final = 150
"""The tasks of one file are traced so often at most."""
MAX_ITEMS: Final = 50
"""A mapped task is traced with so many of the items that it is mapped over."""
METHODS: Final = ("execute", "poke")
"""What an operator or a sensor does when its task runs."""


@dataclass(frozen=True, slots=True)
class Done:
    """What tasks do: their endpoints, the connections opened, the functions run (file, name)."""

    endpoints: tuple[Endpoint, ...] = ()
    connections: frozenset[str] = frozenset()
    runs: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Work:
    """The tracing of the tasks of one file: what was traced already is known by its key."""

    it: Interpreter
    module: ModuleValue
    table: Table
    known: dict[tuple[object, ...], Done] = field(default_factory=dict)


def work_of(work: Work, task: Task) -> Done:
    """Return what the project's own code does in a task: nothing for a library's operator."""
    found = [_traced(work, entry) for entry in _entries(task)]
    return Done(
        tuple(dict.fromkeys(end for each in found for end in each.endpoints)),
        frozenset().union(*(each.connections for each in found)),
        frozenset().union(*(each.runs for each in found)),
    )


def _traced(work: Work, entry: Entry) -> Done:
    function = entry.function
    if function is None:
        return Done()
    given = entry.given
    said = () if given is None else (*map(_key, given.positional), _key(given.keywords))
    key = (id(function.node), entry.cls, *said)
    if key not in work.known:
        if len(work.known) >= MAX_TRACES:
            return Done()
        traced = trace_through(work.it, work.module, entry, work.table)
        body = () if traced.too_long else traced.flow.body
        path = entry.cls.path if entry.cls is not None else function.path
        work.known[key] = Done(
            tuple(endpoints_of(body)),
            traced.connections,
            frozenset({(path, entry.name), *functions_of(traced.flow)}),
        )
    return work.known[key]


def _key(value: object) -> object:
    """Return what is the same for equal data only, and can be hashed."""
    weight_of(value)
    if isinstance(value, (list, tuple)):
        return (type(value), *map(_key, value))
    if isinstance(value, dict):
        return (type(value), *((name, _key(item)) for name, item in value.items()))
    return (type(value), value) if isinstance(value, (str, int, float)) else id(value)


def _entries(task: Task) -> Iterator[Entry]:
    """Yield what a task runs: its callable with each of its arguments, or its operator."""
    value = task.fields.get("python_callable")
    before = Args()
    while isinstance(value, Partial):
        before = Args([*value.args.positional, *before.positional], value.args.keywords)
        value = value.function
    function = function_of(value)
    if function is not None:
        cls = class_of(value)
        name = f"{cls.name}.{function.name}" if cls is not None else function.name
        for given in _given(task, function, before, method=cls is not None):
            yield Entry(name, function, cls, given=given)
    elif isinstance(task.cls, ClassValue):
        yield from _of_operator(task, task.cls)


def _of_operator(task: Task, cls: ClassValue) -> Iterator[Entry]:
    for name in METHODS:
        method = method_of(cls, name)
        if method is not None:
            yield Entry(f"{cls.name}.{name}", method, cls, given=Args([task]))


def _given(
    task: Task, function: FunctionValue, before: Args, *, method: bool
) -> Iterator[Args | None]:
    """Yield the arguments that a task gives its callable, as far as they are plain data."""
    positional = task.fields.get("op_args")
    listed = positional if isinstance(positional, (list, tuple)) else ()
    keywords = task.fields.get("op_kwargs")
    several = keywords if isinstance(keywords, list) else [keywords]
    found = False
    for each in several[:MAX_ITEMS]:
        known = each if isinstance(each, dict) else {}
        for given in _each(known, mapped=bool(task.mapped)):
            plain = {k: v for k, v in {**before.keywords, **given}.items() if _is_plain(v)}
            values = [*before.positional, *listed]
            if method or not (plain or any(_is_plain(value) for value in values)):
                continue
            found = True
            yield Args(_named(values, function), plain)
    if not found:
        yield None


def _each(keywords: Mapping[str, object], *, mapped: bool) -> Iterator[dict[str, object]]:
    """Yield the arguments; those of a mapped task with each item that it is mapped over."""
    listed = {
        name: value[:MAX_ITEMS]
        for name, value in keywords.items()
        if mapped and isinstance(value, (list, tuple)) and value
    }
    for items in itertools.islice(itertools.product(*listed.values()), MAX_ITEMS):
        yield {**keywords, **dict(zip(listed, items, strict=True))}


def _named(values: list[object], function: FunctionValue) -> list[object]:
    """Return arguments by their place; what isn't known is called as its parameter."""
    params = [param.name for param in function.node.params]
    return [
        value if _is_plain(value) else Product("{" + name + "}", hint=name)
        for value, name in zip(values, params, strict=False)
    ]


def _is_plain(value: object, depth: int = 4) -> bool:
    """Tell whether a value is data that is known."""
    if isinstance(value, (list, tuple)):
        return depth > 0 and all(_is_plain(item, depth - 1) for item in value)
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(item, depth - 1) for item in value.values())
    return isinstance(value, (str, int, float))
