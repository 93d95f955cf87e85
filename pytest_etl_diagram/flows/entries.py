"""Entry points: where the pipelines of a module start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    BoundMethod,
    ClassValue,
    FunctionValue,
    ModuleValue,
    Wrapper,
)
from pytest_etl_diagram.flows.callables import callables
from pytest_etl_diagram.flows.invocations import is_abstract_method, last_name, place_of
from pytest_etl_diagram.sources.hints import ENTRY_DECORATORS, is_entry_name
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import Args
    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.model import Fact, Place

MAIN_BLOCK = "__main__"
"""The name of the entry point that a script's `if __name__ == "__main__":` is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a pipeline may start.

    `function` is what runs, None for a script's `__main__` block, whose statements are `body`;
    `cls` the class of a method's object. `trigger` says what starts it. A `sure` entry point is
    one by what people said of it; any other must be found to be a pipeline. A `task` of a DAG is
    one half of a pipeline: it needs not both read and write. `given` are the arguments that its
    caller gives it, a method's object among them, None where they aren't known. `through`: other
    pipelines that it starts are traced with it. `started` is where the trigger is said.
    """

    name: str
    function: FunctionValue | None = None
    cls: ClassValue | None = None
    trigger: tuple[Fact, ...] = ()
    sure: bool = False
    task: bool = False
    body: tree.Block = ()
    given: Args | None = None
    through: bool = False
    started: Place | None = None


def entries(
    it: Interpreter, module: ModuleValue, parsed: tree.Module, options: FlowOptions
) -> list[Entry]:
    """Return the possible entry points of a module, by name, each once."""
    found = [
        *_named(module, options),
        *_tasks(it, module),
        *(_by_convention(module, parsed) if options.by_convention else ()),
    ]
    by_name: dict[str, Entry] = {}
    for entry in found:
        known = by_name.get(entry.name)
        by_name[entry.name] = entry if known is None else _both(known, entry)
    return [by_name[name] for name in sorted(by_name)]


def _both(known: Entry, other: Entry) -> Entry:
    """Unite what two ways to find one entry point say of it."""
    trigger = tuple(dict.fromkeys((*known.trigger, *other.trigger)))
    return replace(
        known,
        trigger=trigger,
        sure=known.sure or other.sure,
        task=known.task and other.task,
        started=known.started or other.started,
    )


def _named(module: ModuleValue, options: FlowOptions) -> Iterator[Entry]:
    for name in options.named:
        found = _find(module, name)
        if found is not None:
            yield replace(found, sure=True)
    for command, name in options.commands:
        found = _find(module, name)
        if found is not None:
            yield replace(found, trigger=(("command", command),))


def _find(module: ModuleValue, qualified: str) -> Entry | None:
    """Return the function `name` or the method `Class.name` of a module."""
    owner, _, name = qualified.rpartition(".")
    if not owner:
        function = function_of(module.variables.get(name))
        return None if function is None else Entry(qualified, function)
    cls = module.variables.get(owner)
    if not isinstance(cls, ClassValue):
        return None
    method = method_of(cls, name)
    return None if method is None else Entry(qualified, method, cls)


def _tasks(it: Interpreter, module: ModuleValue) -> Iterator[Entry]:
    """Yield what the tasks of a module's DAGs call, as far as it is written in the module."""
    for task in callables(it, module):
        function = function_of(task.value)
        if function is not None and function.path == module.path:
            cls = class_of(task.value)
            name = f"{cls.name}.{function.name}" if cls is not None else function.name
            trigger = (("dag", task.dag_id), ("task", task.task_id))
            yield Entry(name, function, cls, trigger, task=True, started=task.place)


def class_of(value: object) -> ClassValue | None:
    """Return the class whose method a value is, None for a function."""
    receiver = value.receiver if isinstance(value, BoundMethod) else None
    cls = getattr(receiver, "cls", receiver)
    return cls if isinstance(cls, ClassValue) else None


def _by_convention(module: ModuleValue, parsed: tree.Module) -> Iterator[Entry]:
    called = frozenset(_called_names(main_block(parsed)))
    for name, value in module.variables.items():
        if isinstance(value, ClassValue) and value.path == module.path and value.name == name:
            yield from _methods(value)
            continue
        function = function_of(value)
        if function is None or function.path != module.path or function.name != name:
            continue
        trigger, started = _trigger(function)
        if name in called or is_entry_name(name) or trigger:
            yield Entry(name, function, None, trigger, started=started)
    body = main_block(parsed)
    if body:
        yield Entry(MAIN_BLOCK, body=body)


def _methods(cls: ClassValue) -> Iterator[Entry]:
    """Yield the methods by which objects of a class are started, its bases' too."""
    if is_abstract(cls):
        return
    names = (
        name
        for each in cls.mro
        if isinstance(each, ClassValue)
        for name in each.namespace
        if isinstance(name, str) and is_entry_name(name)
    )
    for name in dict.fromkeys(names):
        method = method_of(cls, name)
        if method is not None:
            yield Entry(f"{cls.name}.{name}", method, cls)


def method_of(cls: ClassValue, name: str) -> FunctionValue | None:
    """Return a method of a class or of a project's base of it."""
    found = cls.find(name)
    return None if found is None else function_of(found[1])


def function_of(value: object) -> FunctionValue | None:
    """Return the function in a value: decorated, bound or wrapped."""
    if isinstance(value, (Wrapper, BoundMethod)):
        if isinstance(value, Wrapper) and value.kind == "property":
            return None
        value = value.function
    return value if isinstance(value, FunctionValue) else None


def is_abstract(cls: ClassValue) -> bool:
    """Tell whether a class has abstract methods that neither it nor a base defines."""
    seen: set[str] = set()
    for each in cls.mro:
        if not isinstance(each, ClassValue):
            continue
        for name, value in each.namespace.items():
            if name not in seen:
                seen.add(name)
                function = getattr(value, "function", value)
                if isinstance(function, FunctionValue) and is_abstract_method(function):
                    return True
    return False


def _trigger(function: FunctionValue) -> tuple[tuple[Fact, ...], Place | None]:
    """Return what starts a function by its decorator, and where: a command, a task's message.

    click and typer take an explicit name, or the function's with dashes.
    """
    node = function.node
    for decorator in node.decorators if isinstance(node, tree.Function) else ():
        kind = last_name(decorator)
        if kind == "command":
            name = _given_name(decorator) or function.name.replace("_", "-")
            return (("command", name),), place_of(function, decorator)
        if kind in ENTRY_DECORATORS:
            name = _given_name(decorator) or function.name
            return (("task", name),), place_of(function, decorator)
    return (), None


def _given_name(decorator: tree.Expr) -> str:
    if not isinstance(decorator, tree.Call):
        return ""
    for arg in decorator.args:
        if arg.keyword in ("", "name") and isinstance(arg.value, tree.Const):
            return arg.value.value if isinstance(arg.value.value, str) else ""
    return ""


def main_block(parsed: tree.Module) -> tree.Block:
    """Return the statements of a module's `if __name__ == "__main__":`."""
    for statement in parsed.body:
        if isinstance(statement, tree.If) and _asks_for_main(statement.test):
            return statement.body
    return ()


def _asks_for_main(test: tree.Expr) -> bool:
    if not isinstance(test, tree.Compare) or len(test.rest) != 1:
        return False
    sides = (test.left, test.rest[0][1])
    names = {side.id for side in sides if isinstance(side, tree.Name)}
    texts = {side.value for side in sides if isinstance(side, tree.Const)}
    return names == {"__name__"} and texts == {"__main__"} and test.rest[0][0] == "=="


def _called_names(block: tree.Block) -> Iterator[str]:
    """Yield the names of the functions that statements call, in arguments too."""
    for statement in block:
        value = getattr(statement, "value", None)
        yield from _names_in(value)
        for inner in (getattr(statement, "body", ()), getattr(statement, "orelse", ())):
            if isinstance(inner, tuple):
                yield from _called_names(inner)


def _names_in(value: object) -> Iterable[str]:
    if isinstance(value, tree.Await):
        return _names_in(value.value)
    if not isinstance(value, tree.Call):
        return ()
    own = (value.func.id,) if isinstance(value.func, tree.Name) else ()
    return (*own, *(name for arg in value.args for name in _names_in(arg.value)))
