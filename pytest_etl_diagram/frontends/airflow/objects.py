"""Airflow's objects as the evaluator sees them: DAGs, task groups, tasks, XComArgs, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    Native,
    Unknown,
    Value,
    inside,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, mapping, relations
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.model import Place

ROOT_ID = ""


class Dag(Instance):
    """`DAG(...)`; `settings` are its arguments by name."""

    def __init__(self, cls: object) -> None:
        """Start an empty DAG of a class: Airflow's own or a subclass of the project."""
        super().__init__(cls)
        self.dag_id = ""
        self.settings: dict[str, object] = {}
        self.default_args: dict[str, object] = Dict()
        self.tasks: dict[str, Task] = {}
        self.root = Group(External("airflow.utils.task_group.TaskGroup"))
        self.root.dag = self
        self.place: Place | None = None
        self.refused = ""

    @property
    def text(self) -> str:
        """Show the DAG's id."""
        return "{" + (self.dag_id or "DAG") + "}"

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `DAG.__init__`."""
        creation.init_dag(it, self, args)

    def enter(self, it: Interpreter) -> object:
        """`with DAG(...)`: tasks made inside belong to it, and Airflow registers it."""
        state = world(it)
        state.dag_stack.append(self)
        state.group_stack.append(self.root)
        state.register(self)
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave the DAG's context."""
        state = world(it)
        state.dag_stack.pop()
        state.group_stack.pop()

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set one of the DAG's settings after it was made."""
        del it
        self.attrs[name] = value
        self.settings[name] = value

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return what Airflow's DAG offers."""
        if name in ("tasks", "roots", "leaves"):
            return List(relations.edge_tasks(list(self.tasks.values()), name))
        if name in ("task_ids", "task_dict"):
            return List(self.tasks) if name == "task_ids" else Dict(self.tasks)
        if name == "task_group":
            return self.root
        if name == "dag_id":
            return self.settings.get("dag_id", self.dag_id)
        if name == "default_args":
            return self.default_args
        method = DAG_METHODS.get(name)
        if method is not None:
            return Native(name, lambda it, args: method(it, self, args))
        if name in self.settings:
            return self.settings[name]
        del it
        return Unknown(inside(self.text, f".{name}"))


class Group(Instance):
    """`TaskGroup(...)`; the root group of a DAG has the id ""."""

    def __init__(self, cls: object) -> None:
        """Start an empty group."""
        super().__init__(cls)
        self.group_id = ROOT_ID
        self.label = ""
        self.prefixes = True
        self.parent: Group | None = None
        self.dag: Dag | None = None
        self.default_args: dict[str, object] = Dict()
        self.children: dict[str, Group | Task] = {}
        self.upstream_tasks: list[Task] = []
        self.expanded: list[Task] = []
        self.mapped = ""
        self.place: Place | None = None

    @property
    def text(self) -> str:
        """Show the group's id."""
        return "{" + (self.group_id or "TaskGroup") + "}"

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `TaskGroup.__init__`."""
        creation.init_group(it, self, args)

    def child_id(self, label: str) -> str:
        """Return the full id of a child called `label`."""
        return f"{self.group_id}.{label}" if self.prefixes and self.group_id else label

    def walk(self) -> Iterator[Task]:
        """Yield the tasks of the group and of the groups inside, in order of their making."""
        for child in self.children.values():
            if isinstance(child, Group):
                yield from child.walk()
            else:
                yield child

    def enter(self, it: Interpreter) -> object:
        """`with TaskGroup(...)`: tasks made inside belong to it."""
        state = world(it)
        state.group_stack.append(self)
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave the group; what a mapped group expands over runs before it."""
        for task in self.expanded:
            relations.set_relatives(it, self, task, upstream=True)
        world(it).group_stack.pop()

    def binary(self, it: Interpreter, op: str, other: object, *, reflected: bool) -> object:
        """`group >> x` and its like."""
        return relations.shift(it, op, self, other, reflected=reflected)

    def external_attribute(self, it: Interpreter, name: str) -> object:
        """Return what Airflow's task group offers."""
        if name in ("group_id", "node_id"):
            return self.group_id
        if name in ("roots", "leaves"):
            return List(relations.roots(self) if name == "roots" else relations.leaves(self))
        if name == "children":
            return Dict(self.children)
        if name == "dag":
            return self.dag
        if name in ("parent_group", "task_group"):
            return self.parent
        method = GROUP_METHODS.get(name)
        if method is not None:
            return Native(name, lambda it, args: method(it, self, args))
        return relations.link_method(it, self, name) or Unknown(inside(self.text, f".{name}"))

    def iterate(self, it: Interpreter) -> list[object]:
        """Return the tasks."""
        del it
        return list(self.walk())


class Task(Instance):
    """An operator's instance; `fields` are its arguments, those of `default_args` among them."""

    def __init__(self, cls: object) -> None:
        """Start a task that isn't initialised yet."""
        super().__init__(cls)
        self.task_id = ""
        self.operator = ""
        self.fields: dict[str, object] = {}
        self.given: set[str] = set()
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
        return creation.fill_from_defaults(it, self, init, args)

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `BaseOperator.__init__`."""
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
        return creation.DEFAULT_FIELDS.get(name, Unknown(inside(self.text, f".{name}")))


class XComArg(Value):
    """What a task returns, standing for it in arguments and dependencies."""

    __slots__ = ("key", "tasks")

    def __init__(self, tasks: tuple[Task, ...], key: str = "") -> None:
        """Take the tasks whose results it holds; `zip` and `concat` have several."""
        self.tasks = tasks
        self.key = key

    @property
    def text(self) -> str:  # type: ignore[override]  computed here, an attribute elsewhere
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
        self.text = label
        self.upstream: list[object] = []
        self.downstream: list[object] = []

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


def allocate(cls: ClassValue) -> Instance | None:
    """Return the object of a project's subclass of DAG, TaskGroup or an operator."""
    for base in cls.external_bases():
        leaf = leaf_of(base)
        if leaf in ("DAG", "DbtDag"):
            return Dag(cls)
        if leaf in ("TaskGroup", "DbtTaskGroup"):
            return Group(cls)
        if creation.is_operator_name(leaf):
            return creation.new_task(cls)
    return None


DAG_METHODS = {
    "add_task": lambda it, dag, args: creation.add_task(it, dag, args.get(0, "task")),
    "add_tasks": lambda it, dag, args: [
        creation.add_task(it, dag, task) for task in it.items(args.get(0, "tasks"))
    ][:0],
    "get_task": lambda it, dag, args: creation.get_task(it, dag, args.get(0, "task_id")),
    "has_task": lambda _it, dag, args: args.get(0, "task_id") in dag.tasks,
    "set_dependency": lambda it, dag, args: relations.set_relatives(
        it,
        creation.get_task(it, dag, args.get(0, "upstream_task_id")),
        creation.get_task(it, dag, args.get(1, "downstream_task_id")),
        upstream=False,
    ),
    "task": lambda it, dag, args: mapping.dag_task(it, dag, args),
    "__enter__": lambda it, dag, _args: dag.enter(it),
    "__exit__": lambda it, dag, _args: dag.exit(it),
    "test": lambda _it, _dag, _args: None,
    "cli": lambda _it, _dag, _args: None,
    "param": lambda _it, _dag, args: Unknown("{param:" + text_of(args.get(0, "name")) + "}"),
    "get_task_group_dict": lambda _it, dag, _args: Dict(creation.groups_of(dag)),
}
GROUP_METHODS = {
    "add": lambda it, group, args: creation.add_to_group(it, group, args.get(0, "task")),
    "child_id": lambda _it, group, args: group.child_id(text_of(args.get(0, "label"))),
    "get_child_by_label": lambda _it, group, args: group.children.get(
        group.child_id(text_of(args.get(0, "label"))), Unknown("{child}")
    ),
    "get_roots": lambda _it, group, _args: List(relations.roots(group)),
    "get_leaves": lambda _it, group, _args: List(relations.leaves(group)),
    "iter_tasks": lambda _it, group, _args: List(group.walk()),
    "__enter__": lambda it, group, _args: group.enter(it),
    "__exit__": lambda it, group, _args: group.exit(it),
}
TASK_LISTS = {
    "upstream_list": lambda task: List(task.upstream),
    "downstream_list": lambda task: List(task.downstream),
    "upstream_task_ids": lambda task: List(t.task_id for t in task.upstream),
    "downstream_task_ids": lambda task: List(t.task_id for t in task.downstream),
    "roots": lambda task: List([task]),
    "leaves": lambda task: List([task]),
}
TASK_METHODS = {
    "as_setup": creation.as_setup,
    "as_teardown": creation.as_teardown,
    "has_dag": lambda _it, task, _args: task.dag is not None,
    "get_dag": lambda _it, task, _args: task.dag,
    "get_direct_relatives": lambda it, task, args: List(
        task.upstream if it.truth(args.get(0, "upstream", False)) else task.downstream  # noqa: FBT003
    ),
    "get_direct_relative_ids": lambda it, task, args: List(
        t.task_id
        for t in (task.upstream if it.truth(args.get(0, "upstream", False)) else task.downstream)  # noqa: FBT003
    ),
}
