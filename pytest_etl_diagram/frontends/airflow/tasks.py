"""Tasks as the evaluator sees them, and what stands for their results: XComArgs, labels."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    External,
    Instance,
    List,
    Native,
    Unknown,
    Value,
    inside,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, defaults, relations
from pytest_etl_diagram.frontends.airflow.references import Reference
from pytest_etl_diagram.frontends.airflow.world import world
from pytest_etl_diagram.frontends.standard.copies import deep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group
    from pytest_etl_diagram.model import Place


NOTHING: Mapping[str, object] = MappingProxyType({})


class Task(Instance):
    """An operator's instance; `fields` are its arguments, those of `default_args` among them.

    Those in `given` are its own, but for those in `filled`, which a class of the project got
    from default_args. `written` says in which call a given one is, None: in that at `place`;
    `inner` is where a class of the project calls Airflow's `__init__`.
    """

    def __init__(self, cls: object) -> None:
        """Start a task that isn't initialised yet."""
        super().__init__(cls)
        self.task_id = ""
        self.operator = ""
        self.fields: dict[str, object] = {}
        self.given: set[str] = set()
        self.filled: frozenset[str] = frozenset()
        self.default_args: Mapping[str, object] = NOTHING
        self.written: Mapping[str, Place] | None = None
        self.dag: Dag | None = None
        self.group: Group | None = None
        self.upstream: dict[Task, relations.Link] = {}
        self.downstream: dict[Task, relations.Link] = {}
        self.is_setup = False
        self.is_teardown = False
        self.mapped = ""
        self.repeated: tuple[str, ...] = ()
        self.open_ended: list[str] = []
        self.uncertain = False
        self.ready = False
        self.twin: Task | None = None
        self.place: Place | None = None
        self.inner: Place | None = None

    @property
    def text(self) -> str:
        """Show the task's id."""
        return "{" + (self.task_id or "task") + "}"

    @property
    def real(self) -> Task:
        """The task that stands in the DAG: of two made under one id, the first."""
        return self if self.twin is None else self.twin.real

    def before_init(self, it: Interpreter, init: object, args: Args) -> Args:
        """Fill an `__init__` of the project's operator from default_args, as Airflow does."""
        if self.place is None:
            self.place = it.here()
        filled = defaults.fill_from_defaults(it, init, args)
        self.filled |= filled.keywords.keys() - args.keywords.keys()
        return filled

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `BaseOperator.__init__`."""
        self.inner = None if self.place is None else it.here()
        creation.init_task(it, self, args)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set a field; XComArgs in it become dependencies."""
        super().set_attribute(it, name, value)
        creation.set_field(it, self, name, self.attrs[name])

    def enter(self, it: Interpreter) -> object:
        """`with setup_task:`."""
        world(it).setups.enter(it, [self.real])
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave a setup's or teardown's context."""
        world(it).setups.exit(it)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`task >> x` and its like."""
        found = super().binary(it, op, other, reflected=reflected)
        if found is not NotImplemented:
            return found
        return relations.shift(it, op, self, other, reflected=reflected)

    def is_a(self, kind: object) -> bool | None:
        """Tell whether the task is of an operator class."""
        if isinstance(kind, External):
            leaf = kind.leaf
            own = self.cls.leaf if isinstance(self.cls, External) else self.operator
            return True if leaf in (own, "BaseOperator", "AbstractOperator") else None
        return False

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return what Airflow's operators offer."""
        real = self.real
        if name in ("task_id", "node_id", "label"):
            return real.task_id if name != "label" else real.task_id.rpartition(".")[2]
        if name == "output":
            return XComArg((real,))
        if name in ("dag", "operator"):
            return real.dag if name == "dag" else real
        if name == "dag_id":
            return real.dag.dag_id if real.dag else Unknown("{dag_id}")
        if name in ("task_group", "is_setup", "is_teardown"):
            return getattr(real, name.replace("task_", ""))
        if name in TASK_LISTS:
            return TASK_LISTS[name](real)
        method = TASK_METHODS.get(name)
        if method is not None:
            return Native(name, lambda it, args: method(it, real, args))
        if name in real.fields:
            return real.fields[name]
        return relations.link_method(it, real, name) or self._unset(it, name)

    def _unset(self, it: Interpreter, name: str) -> object:
        if it.guarded and name not in ("log", "params"):
            raise Raised(("AttributeError", "Exception"), f"{self.task_id} has no {name}")
        return deep(creation.DEFAULT_FIELDS.get(name, Unknown(inside(self.text, f".{name}"))))


class XComArg(Reference):
    """What a task returns, standing for it in arguments and dependencies."""

    def __init__(self, tasks: tuple[Task, ...], key: str = "") -> None:
        """Take the tasks whose results it holds; `zip` and `concat` have several."""
        super().__init__(tasks)
        self.key = key

    @property
    def text(self) -> str:
        """Show the task's id."""
        return "{" + ", ".join(f"{t.real.task_id}.output" for t in self.tasks) + "}"

    @property
    def task(self) -> Task:
        """The one task, or the first of several."""
        return self.tasks[0].real

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return what Airflow's XComArg offers, else the operator's."""
        if name in ("map", "zip", "concat"):
            return Native(name, self._joined)
        if name == "output":
            return self
        if name in ("as_setup", "as_teardown"):
            method = TASK_METHODS[name]
            return Native(name, lambda it, args: (method(it, self.task, args), self)[1])
        linking = relations.link_method(it, self, name)
        return linking if linking is not None else it.attribute(self.task, name)

    def _joined(self, it: Interpreter, args: Args) -> object:
        del it
        others = [a for a in args.positional if isinstance(a, XComArg)]
        return XComArg((*self.tasks, *(t for other in others for t in other.tasks)))

    def item(self, it: Interpreter, index: object) -> object:
        """`result["key"]` is still a result of the task."""
        del it
        return XComArg(self.tasks, text_of(index))

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`result >> x` and its like."""
        return relations.shift(it, op, self, other, reflected=reflected)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set a field of the operator behind."""
        self.task.set_attribute(it, name, value)

    def enter(self, it: Interpreter) -> object:
        """`with setup_task():`."""
        world(it).setups.enter(it, [self.task])
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave a setup's or teardown's context."""
        world(it).setups.exit(it)


class Label(Value):
    """`Label("text")` between two sides of a dependency."""

    def __init__(self, label: str) -> None:
        """Take the text."""
        self.label = label
        self.upstream: list[object] = []
        self.downstream: list[object] = []

    @property
    def text(self) -> str:
        """Show the text."""
        return self.label

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `set_upstream` and its like."""
        return relations.link_method(it, self, name) or super().attribute(it, name)

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`a >> Label("x") >> b`."""
        return relations.shift(it, op, self, other, reflected=reflected)


class ContextList(Value):
    """`context_wrapper([a, b])`: several setups or teardowns as one context."""

    def __init__(self, tasks: list[Task]) -> None:
        """Take the tasks."""
        self.tasks = tasks

    def enter(self, it: Interpreter) -> object:
        """Enter the context of all."""
        world(it).setups.enter(it, self.tasks)
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave it."""
        world(it).setups.exit(it)


def as_setup(it: Interpreter, task: Task, args: Args) -> Task:
    """`task.as_setup()`."""
    del it, args
    task.is_setup = True
    return task


def as_teardown(it: Interpreter, task: Task, args: Args) -> Task:
    """`task.as_teardown(setups=…)`: the setups run before it."""
    task.is_teardown = True
    task.fields["trigger_rule"] = "all_done_setup_success"
    for setup, _ in relations.flatten(it, args.keywords.get("setups")):
        operator = setup.task if isinstance(setup, XComArg) else setup
        if isinstance(operator, Task):
            operator.real.is_setup = True
            relations.set_relatives(it, operator, task, upstream=False)
    return task


TASK_LISTS: Mapping[str, Callable[[Task], List]] = {
    "upstream_list": lambda task: List(task.upstream),
    "downstream_list": lambda task: List(task.downstream),
    "upstream_task_ids": lambda task: List(t.task_id for t in task.upstream),
    "downstream_task_ids": lambda task: List(t.task_id for t in task.downstream),
    "roots": lambda task: List([task]),
    "leaves": lambda task: List([task]),
}
TASK_METHODS: Mapping[str, Callable[[Interpreter, Task, Args], object]] = {
    "as_setup": as_setup,
    "as_teardown": as_teardown,
    "has_dag": lambda _it, task, _args: task.dag is not None,
    "get_dag": lambda _it, task, _args: task.dag,
    "get_direct_relatives": lambda it, task, args: List(
        task.upstream if it.truth(args.get(0, "upstream", False)) else task.downstream
    ),
    "get_direct_relative_ids": lambda it, task, args: List(
        t.task_id
        for t in (task.upstream if it.truth(args.get(0, "upstream", False)) else task.downstream)
    ),
}
