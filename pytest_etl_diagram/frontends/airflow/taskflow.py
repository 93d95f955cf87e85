"""TaskFlow: `@task` and its flavours, `@setup`, `@teardown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, objects
from pytest_etl_diagram.frontends.airflow.defaults import context_of
from pytest_etl_diagram.frontends.airflow.mapping import expansion
from pytest_etl_diagram.frontends.airflow.places import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag
    from pytest_etl_diagram.model import Place


class TaskFactory(Value):
    """A function decorated with `@task` or a flavour of it."""

    def __init__(
        self,
        function: object,
        operator: str,
        settings: dict[str, object],
        written: Mapping[str, Place],
    ) -> None:
        """Take the function, the operator's name as Airflow shows it, and the task's settings.

        `written` says by which call a setting was given, as far as that is known.
        """
        self.function = function
        self.operator = operator
        self.settings = settings
        self.written = written
        self.cls = External("airflow.decorators.task")
        self.is_setup = False
        self.is_teardown = False
        self.attributes: dict[str, object] = {}

    @property
    def text(self) -> str:
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `override`, `partial`, `expand` and the function's own attributes."""
        if name in ("override", "partial", "expand", "expand_kwargs"):
            return Native(name, getattr(self, f"_{name}"))
        if name in ("function", "__wrapped__"):
            return self.function
        if name in self.attributes:
            return self.attributes[name]
        return it.attribute(self.function, name)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set an attribute of the decorated function."""
        if name in ("is_setup", "is_teardown"):
            setattr(self, name, it.truth(value) is True)
        self.attributes[name] = value

    def call(self, it: Interpreter, args: Args) -> object:
        """Make the task; return what stands for its result."""
        settings = {**self.settings, "op_args": tuple(args.positional), "op_kwargs": args.keywords}
        return self._make(it, settings, args, "")

    def _make(
        self, it: Interpreter, settings: dict[str, object], args: Args, mapped: str
    ) -> object:

        task = creation.new_task(self.cls)
        task.operator = self.operator
        task.place = place_of(self.function) or it.here()
        task.written = self.written
        task.mapped = mapped
        task.is_setup, task.is_teardown = self.is_setup, self.is_teardown
        if self.is_teardown:
            settings["trigger_rule"] = "all_done_setup_success"
        dag, group = context_of(it, settings)
        wanted = settings.get("task_id", self._name(it))
        keywords = {
            **settings,
            "task_id": creation.unique_id(dag, group, wanted),
            "python_callable": self.function,
        }
        creation.init_task(it, task, Args((), keywords, open_ended=args.open_ended))
        return objects.XComArg((task.real,))

    def _name(self, it: Interpreter) -> object:
        return it.attribute(self.function, "__name__")

    def _again(
        self, settings: dict[str, object], written: Mapping[str, Place] | None = None
    ) -> TaskFactory:
        again = TaskFactory(self.function, self.operator, settings, written or self.written)
        again.is_setup, again.is_teardown = self.is_setup, self.is_teardown
        again.attributes = self.attributes
        return again

    def _override(self, it: Interpreter, args: Args) -> object:
        written = {**self.written, **dict.fromkeys(args.keywords, it.here())}
        return self._again({**self.settings, **args.keywords}, written)

    def _partial(self, it: Interpreter, args: Args) -> object:
        del it
        before = self.settings.get("op_kwargs")
        known = {**(before if isinstance(before, dict) else {}), **args.keywords}
        return self._again({**self.settings, "op_kwargs": Dict(known)})

    def _expand(self, it: Interpreter, args: Args) -> object:
        before = self.settings.get("op_kwargs")
        known = {**(before if isinstance(before, dict) else {}), **args.keywords}
        settings = {**self.settings, "op_kwargs": Dict(known), "op_args": tuple(args.positional)}
        return self._make(it, settings, args, expansion(args))

    _expand_kwargs = _expand


CONDITIONS = frozenset({"run_if", "skip_if"})
"""`@task.run_if(…)` on top of another decorator decides at run time: the task stays the same."""


class TaskDecorator(Value):
    """`task`, with its flavours as attributes: `task.bash`, `task.branch` and so on."""

    text = "{task}"

    def __init__(self, flavour: str = "") -> None:
        """Take the flavour: "" for plain Python tasks."""
        self.flavour = flavour

    @property
    def operator(self) -> str:
        """The operator's name as Airflow shows it."""
        return f"@task.{self.flavour}" if self.flavour else "@task"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return a flavour."""
        del it
        if name.startswith("__") or self.flavour:
            return Unknown(inside(self.text, f".{name}"))
        if name in CONDITIONS:
            return Native(name, lambda _it, _args: Native(name, lambda _i, a: a.get(0, "task")))
        return TaskDecorator("" if name == "python" else name)

    def call(self, it: Interpreter, args: Args) -> object:
        """`@task`, `@task(...)` or `task(function)`."""
        function = args.get(0, "python_callable")
        settings = dict(args.keywords)
        place = it.here()
        if isinstance(function, Value):
            return decorated(function, self.operator, settings, place)
        return Native(
            "task", lambda _it, a: decorated(a.get(0, "f"), self.operator, settings, place)
        )


def decorated(
    function: object, operator: str, settings: dict[str, object], place: Place | None = None
) -> object:
    """Return a function made a task; `place` is the call that says the settings, if it is known."""
    settings.pop("python_callable", None)
    written = {} if place is None else dict.fromkeys(settings, place)
    if isinstance(function, (TaskFactory,)):
        before, settings = function.written, {**function.settings, **settings}
        return TaskFactory(function.function, operator, settings, {**before, **written})
    return TaskFactory(function, operator, settings, written)


def task_decorator_factory(it: Interpreter, args: Args) -> object:
    """`task_decorator_factory(...)`, by which projects and providers make flavours of `@task`."""
    keywords = dict(args.keywords)
    cls = keywords.pop("decorated_operator_class", None)
    function = args.get(0, "python_callable", keywords.pop("python_callable", None))
    keywords.pop("multiple_outputs", None)
    keywords.pop("python_callable", None)
    operator = creation.operator_name(cls) if isinstance(cls, ClassValue) else "@task"
    if isinstance(function, Value) and not isinstance(function, Unknown):
        return decorated(function, operator, keywords)
    del it
    return Native("task", lambda _it, a: decorated(a.get(0, "f"), operator, dict(keywords)))


def mark_setup(it: Interpreter, args: Args) -> object:
    """`@setup`."""
    return _marked(it, args, "is_setup")


def mark_teardown(it: Interpreter, args: Args) -> object:
    """`@teardown` and `@teardown(...)`."""
    if not args.positional:
        return Native("teardown", lambda it, inner: _marked(it, inner, "is_teardown"))
    return _marked(it, args, "is_teardown")


def _marked(it: Interpreter, args: Args, kind: str) -> object:
    function = args.get(0, "func")
    factory = function if isinstance(function, TaskFactory) else decorated(function, "@task", {})
    if isinstance(factory, TaskFactory):
        setattr(factory, kind, True)
    del it
    return factory


def dag_task(it: Interpreter, dag: Dag, args: Args) -> object:
    """`@dag.task`, the decorator of Airflow 2.0's DAG objects."""
    return TaskDecorator().call(it, Args(args.positional, {"dag": dag, **args.keywords}))
