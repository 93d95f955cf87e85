"""Dynamic task mapping and TaskFlow: `partial`, `expand`, `@task`, `@task_group`, `@dag`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Task


class MappedArgument(Value):
    """What a mapped task group's function gets for an argument that it expands over."""

    __slots__ = ("tasks", "text")

    def __init__(self, tasks: tuple[Task, ...], name: str) -> None:
        """Take the tasks whose results are expanded over, and the parameter's name."""
        self.tasks = tasks
        self.text = "{" + name + "}"

    def truth(self, it: Interpreter) -> bool | None:
        """It is an object: true."""
        del it
        return True


def expansion(value: object) -> str:
    """Return how the fact `mapped` shows what is expanded over."""
    if isinstance(value, Args):
        if value.keywords:
            return f"expand({', '.join(sorted(value.keywords))})"
        return "expand_kwargs"
    return text_of(value)


class OperatorPartial(Value):
    """`Operator.partial(...)`, waiting for `expand`."""

    def __init__(self, cls: object, args: Args) -> None:
        """Take the operator's class and the arguments given so far."""
        self.cls = cls
        self.args = args
        self.text = inside(text_of(cls), ".partial()")

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `expand` and `expand_kwargs`."""
        del it
        if name in ("expand", "expand_kwargs"):
            return Native(name, self._expand)
        return Unknown(inside(self.text, f".{name}"))

    def _expand(self, it: Interpreter, args: Args) -> object:
        task = creation.new_task(self.cls)
        task.place = it.here()
        task.mapped = expansion(args)
        keywords = {**self.args.keywords, **args.keywords}
        open_ended = self.args.open_ended or args.open_ended
        creation.init_task(it, task, Args((), keywords, open_ended=open_ended))
        for value in args.positional:
            creation.depend_on(it, task, value)
        return task


def partial_of(cls: object) -> Native:
    """Return `cls.partial`."""
    return Native("partial", lambda _it, args: OperatorPartial(cls, args))


class TaskFactory(Value):
    """A function decorated with `@task` or a flavour of it."""

    def __init__(
        self, function: object, operator: str, settings: dict[str, object], cls: object = None
    ) -> None:
        """Take the function, the operator's name as Airflow shows it, and the task's settings."""
        self.function = function
        self.operator = operator
        self.settings = settings
        self.cls = cls if cls is not None else External("airflow.decorators.task")
        self.is_setup = False
        self.is_teardown = False
        self.attributes: dict[str, object] = {}

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
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
        from pytest_etl_diagram.frontends.airflow.objects import XComArg  # noqa: PLC0415

        task = creation.new_task(self.cls)
        task.operator = self.operator
        task.place = it.here()
        task.mapped = mapped
        task.is_setup, task.is_teardown = self.is_setup, self.is_teardown
        if self.is_teardown:
            settings["trigger_rule"] = "all_done_setup_success"
        dag, group = creation.context_of(it, settings)
        wanted = settings.get("task_id", self._name(it))
        keywords = {
            **settings,
            "task_id": creation.unique_id(dag, group, wanted),
            "python_callable": self.function,
        }
        creation.init_task(it, task, Args((), keywords, open_ended=args.open_ended))
        return XComArg((task.real,))

    def _name(self, it: Interpreter) -> object:
        return it.attribute(self.function, "__name__")

    def _again(self, settings: dict[str, object]) -> TaskFactory:
        again = TaskFactory(self.function, self.operator, settings, self.cls)
        again.is_setup, again.is_teardown = self.is_setup, self.is_teardown
        again.attributes = self.attributes
        return again

    def _override(self, it: Interpreter, args: Args) -> object:
        del it
        return self._again({**self.settings, **args.keywords})

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
    """`task`, with its flavours as attributes: `task.bash`, `task.branch`, …"""

    def __init__(self, flavour: str = "") -> None:
        """Take the flavour: "" for plain Python tasks."""
        self.flavour = flavour
        self.text = "{task}"

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
        if isinstance(function, Value):
            return decorated(function, self.operator, dict(args.keywords))
        settings = dict(args.keywords)
        del it
        return Native("task", lambda _it, a: decorated(a.get(0, "f"), self.operator, settings))


def decorated(function: object, operator: str, settings: dict[str, object]) -> object:
    """Return a function made a task."""
    settings.pop("python_callable", None)
    if isinstance(function, (TaskFactory,)):
        return TaskFactory(function.function, operator, {**function.settings, **settings})
    return TaskFactory(function, operator, settings)


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


class GroupFactory(Value):
    """A function decorated with `@task_group`."""

    def __init__(
        self, function: object, settings: dict[str, object], known: dict[str, object]
    ) -> None:
        """Take the function, the group's settings, and arguments given by `partial`."""
        self.function = function
        self.settings = settings
        self.known = known

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
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
        from pytest_etl_diagram.frontends.airflow.objects import Group  # noqa: PLC0415

        group = Group(External("airflow.utils.task_group.TaskGroup"))
        name = it.attribute(self.function, "__name__")
        settings = {"group_id": name, **self.settings, "add_suffix_on_collision": True}
        creation.init_group(it, group, Args((), settings))
        group.expanded = list(expanded)
        group.mapped = mapped
        group.enter(it)
        try:
            result = it.call(self.function, args)
        finally:
            group.exit(it)
        return group if result is None else result

    def _override(self, it: Interpreter, args: Args) -> object:
        del it
        return GroupFactory(self.function, {**self.settings, **args.keywords}, self.known)

    def _partial(self, it: Interpreter, args: Args) -> object:
        del it
        return GroupFactory(self.function, self.settings, {**self.known, **args.keywords})

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
    del it
    first = args.get(0, "python_callable")
    settings = {k: v for k, v in args.keywords.items() if k != "python_callable"}
    if isinstance(first, Value) and not isinstance(first, Unknown):
        return GroupFactory(first, settings, {})
    if isinstance(first, (str, Unknown)):
        settings["group_id"] = first
    return Native("task_group", lambda _it, a: GroupFactory(a.get(0, "f"), settings, {}))


class DagFactory(Value):
    """A function decorated with `@dag`."""

    def __init__(self, function: object, args: Args) -> None:
        """Take the function and the DAG's arguments."""
        self.function = function
        self.args = args

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
        """Show the function."""
        return text_of(self.function)

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return the function's own attributes."""
        return it.attribute(self.function, name)

    def call(self, it: Interpreter, args: Args) -> object:
        """Make the DAG and run the function inside; its parameters are the run's."""
        from pytest_etl_diagram.frontends.airflow.objects import Dag  # noqa: PLC0415

        dag = Dag(External("airflow.models.dag.DAG"))
        keywords = dict(self.args.keywords)
        if not self.args.positional:
            keywords.setdefault("dag_id", it.attribute(self.function, "__name__"))
        creation.init_dag(it, dag, Args(self.args.positional, keywords))
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
    del it
    first = args.get(0, "dag_id")
    if isinstance(first, Value) and not isinstance(first, Unknown):
        return DagFactory(first, Args((), args.keywords))
    return Native("dag", lambda _it, inner: DagFactory(inner.get(0, "f"), args))


def dag_task(it: Interpreter, dag: Dag, args: Args) -> object:
    """`@dag.task`, the decorator of Airflow 2.0's DAG objects."""
    return TaskDecorator().call(it, Args(args.positional, {"dag": dag, **args.keywords}))
