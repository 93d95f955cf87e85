"""`@task_group` and `@dag`: functions that make groups and DAGs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    External,
    FunctionValue,
    Native,
    Unknown,
    Value,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, groups, objects
from pytest_etl_diagram.frontends.airflow.mapping import expansion
from pytest_etl_diagram.frontends.airflow.places import place_of
from pytest_etl_diagram.frontends.airflow.references import MappedArgument

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Task
    from pytest_etl_diagram.model import Place


class GroupFactory(Value):
    """A function decorated with `@task_group`."""

    def __init__(
        self, function: object, settings: dict[str, object], known: dict[str, object], place: Place
    ) -> None:
        """Take the function, the group's settings, and arguments given by `partial`.

        `place` is where its default_args would be: at the decorator, or at an `override`.
        """
        self.function = function
        self.settings = settings
        self.known = known
        self.place = place

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `override`, `partial`, `expand` and the function's own attributes."""
        if name == "override":
            return Native(name, self._override)
        if name == "partial":
            return Native(name, self._partial)
        if name in ("expand", "expand_kwargs"):
            return Native(name, self._expand)
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Make the group, run the function inside, return its result or the group."""
        known = Args(args.positional, {**self.known, **args.keywords}, open_ended=args.open_ended)
        return self._make(it, known, (), "")

    def _make(self, it: Interpreter, args: Args, expanded: tuple[Task, ...], mapped: str) -> object:

        group = objects.Group(External("airflow.utils.task_group.TaskGroup"))
        name = it.attribute(self.function, "__name__")
        settings = {"group_id": name, **self.settings, "add_suffix_on_collision": True}
        groups.init_group(it, group, Args((), settings))
        group.written = self.place
        group.expanded = list(expanded)
        group.mapped = mapped
        group.enter(it)
        try:
            result = it.call(self.function, args)
        finally:
            group.exit(it)
        return group if result is None else result

    def _override(self, it: Interpreter, args: Args) -> object:
        place = it.here() if "default_args" in args.keywords else self.place
        return GroupFactory(self.function, {**self.settings, **args.keywords}, self.known, place)

    def _partial(self, it: Interpreter, args: Args) -> object:
        del it
        known = {**self.known, **args.keywords}
        return GroupFactory(self.function, self.settings, known, self.place)

    def _expand(self, it: Interpreter, args: Args) -> object:
        sources = [*args.positional, *args.keywords.values()]
        tasks = tuple(dict.fromkeys(t for s in sources for t in creation.referenced(s, 6)))
        names = list(args.keywords) or self._parameters()
        mapped = {name: MappedArgument(tasks, name) for name in names if name not in self.known}
        return self._make(it, Args((), {**self.known, **mapped}), tasks, expansion(args))

    def _parameters(self) -> list[str]:
        if isinstance(self.function, FunctionValue):
            return [p.name for p in self.function.node.params]
        return []


def task_group(it: Interpreter, args: Args) -> object:
    """`@task_group` and `@task_group(...)`."""
    place = it.here()
    first = args.get(0, "python_callable")
    settings = {k: v for k, v in args.keywords.items() if k != "python_callable"}
    if isinstance(first, Value) and not isinstance(first, Unknown):
        return GroupFactory(first, settings, {}, place)
    if isinstance(first, (str, Unknown)):
        settings["group_id"] = first
    return Native("task_group", lambda _it, a: GroupFactory(a.get(0, "f"), settings, {}, place))


class DagFactory(Value):
    """A function decorated with `@dag`."""

    def __init__(self, function: object, args: Args, place: Place) -> None:
        """Take the function and the DAG's arguments, and where it is decorated with them."""
        self.function = function
        self.args = args
        self.place = place

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the function's own attributes."""
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Make the DAG and run the function inside; its parameters are the run's."""
        dag = objects.Dag(External("airflow.models.dag.DAG"))
        dag.place = self.place
        keywords = dict(self.args.keywords)
        if not self.args.positional and "dag_id" not in keywords:
            keywords["dag_id"] = it.attribute(self.function, "__name__")
            dag.named = place_of(self.function)
        groups.init_dag(it, dag, Args(self.args.positional, keywords))
        parameters = Args((), {name: Unknown("{param:" + name + "}") for name in self._names(args)})
        dag.enter(it)
        try:
            it.call(self.function, parameters)
        finally:
            dag.exit(it)
        return dag

    def _names(self, args: Args) -> list[str]:
        if isinstance(self.function, FunctionValue):
            return [p.name for p in self.function.node.params if p.kind in ("any", "key", "pos")]
        return list(args.keywords)


def dag_decorator(it: Interpreter, args: Args) -> object:
    """`@dag` and `@dag(...)`."""
    place = it.here()
    first = args.get(0, "dag_id")
    if isinstance(first, Value) and not isinstance(first, Unknown):
        return DagFactory(first, Args((), args.keywords), place)
    return Native("dag", lambda _it, inner: DagFactory(inner.get(0, "f"), args, place))
