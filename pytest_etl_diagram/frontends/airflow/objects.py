"""DAGs and task groups as the evaluator sees them; all of Airflow's objects by one import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    Native,
    Unknown,
    inside,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.frontends.airflow import creation, groups, relations, taskflow
from pytest_etl_diagram.frontends.airflow.tasks import ContextList, Label, Task, XComArg
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.model import Place

ROOT_ID = ""


class Dag(Instance):
    """`DAG(...)`; `settings` are its arguments by name.

    `highest` has the highest number among its tasks `name__1`, `name__2`, … by the name.
    The first `positional` of them were given by position, and those `changed` were set later.
    `inner` is where its class calls Airflow's `__init__`, if that is the project's, and `named`
    where it got its id, if that isn't an argument.
    """

    def __init__(self, cls: object) -> None:
        """Start an empty DAG of a class: Airflow's own or a subclass of the project."""
        super().__init__(cls)
        self.dag_id = ""
        self.settings: dict[str, object] = {}
        self.default_args: dict[str, object] = Dict()
        self.tasks: dict[str, Task] = {}
        self.highest: dict[str, int] = {}
        self.root = Group(External("airflow.utils.task_group.TaskGroup"))
        self.root.dag = self
        self.place: Place | None = None
        self.inner: Place | None = None
        self.named: Place | None = None
        self.positional = 0
        self.changed: set[str] = set()
        self.refused = ""

    @property
    def text(self) -> str:
        """Show the DAG's id."""
        return "{" + (self.dag_id or "DAG") + "}"

    def before_init(self, it: Interpreter, init: object, args: Args) -> Args:
        """Note where an object of a class of the project is made."""
        del init
        self.place = self.place or it.here()
        return args

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `DAG.__init__`."""
        self.inner = None if self.place is None else it.here()
        groups.init_dag(it, self, args)

    def enter(self, it: Interpreter) -> object:
        """`with DAG(...)`: tasks made inside belong to it, and Airflow registers it."""
        state = world(it)
        state.dag_stack.append(self)
        state.group_stack.append(self.root)
        state.register(self)
        return self

    def exit(self, it: Interpreter) -> None:
        """Leave the DAG's context."""
        world(it).leave_dag(self)

    def set_attribute(self, it: Interpreter, name: str, value: object) -> None:
        """Set one of the DAG's settings after it was made."""
        del it
        self.attrs[name] = value
        self.settings[name] = value
        self.changed.add(name)

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
    """`TaskGroup(...)`; the root group of a DAG has the id "".

    `own_defaults` are the default_args that it adds to those around. `written` is where its
    settings are, if that isn't the call that makes it.
    """

    def __init__(self, cls: object) -> None:
        """Start an empty group."""
        super().__init__(cls)
        self.group_id = ROOT_ID
        self.label = ""
        self.prefixes = True
        self.parent: Group | None = None
        self.dag: Dag | None = None
        self.default_args: dict[str, object] = Dict()
        self.own_defaults: dict[str, object] = Dict()
        self.children: dict[str, Group | Task] = {}
        self.upstream_tasks: list[Task] = []
        self.expanded: list[Task] = []
        self.mapped = ""
        self.place: Place | None = None
        self.inner: Place | None = None
        self.written: Place | None = None

    @property
    def text(self) -> str:
        """Show the group's id."""
        return "{" + (self.group_id or "TaskGroup") + "}"

    def before_init(self, it: Interpreter, init: object, args: Args) -> Args:
        """Note where an object of a class of the project is made."""
        del init
        self.place = self.place or it.here()
        return args

    def external_init(self, it: Interpreter, args: Args) -> None:
        """Run `TaskGroup.__init__`."""
        self.inner = None if self.place is None else it.here()
        groups.init_group(it, self, args)

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
        world(it).leave_group(self)

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


def _add_task(it: Interpreter, dag: Dag, args: Args) -> None:
    creation.add_task(it, dag, args.get(0, "task"))


def _add_tasks(it: Interpreter, dag: Dag, args: Args) -> None:
    for task in it.items(args.get(0, "tasks")):
        creation.add_task(it, dag, task)


def _set_dependency(it: Interpreter, dag: Dag, args: Args) -> None:
    before = creation.get_task(it, dag, args.get(0, "upstream_task_id"))
    after = creation.get_task(it, dag, args.get(1, "downstream_task_id"))
    relations.set_relatives(it, before, after, upstream=False)


def _nothing(it: Interpreter, dag: Dag, args: Args) -> None:
    """Do nothing: running a DAG doesn't change what it is."""


def _child(it: Interpreter, group: Group, args: Args) -> object:
    del it
    name = group.child_id(text_of(args.get(0, "label")))
    return group.children.get(name, Unknown("{" + name + "}"))


DAG_METHODS: Mapping[str, Callable[[Interpreter, Dag, Args], object]] = {
    "add_task": _add_task,
    "add_tasks": _add_tasks,
    "get_task": lambda it, dag, args: creation.get_task(it, dag, args.get(0, "task_id")),
    "has_task": lambda _it, dag, args: args.get(0, "task_id") in dag.tasks,
    "set_dependency": _set_dependency,
    "task": taskflow.dag_task,
    "__enter__": lambda it, dag, _args: dag.enter(it),
    "__exit__": lambda it, dag, _args: dag.exit(it),
    "test": _nothing,
    "cli": _nothing,
    "run": _nothing,
    "clear": _nothing,
    "param": lambda _it, _dag, args: Unknown("{param:" + text_of(args.get(0, "name")) + "}"),
    "get_task_group_dict": lambda _it, dag, _args: Dict(groups.groups_of(dag)),
}
GROUP_METHODS: Mapping[str, Callable[[Interpreter, Group, Args], object]] = {
    "add": lambda it, group, args: groups.add_to_group(it, group, args.get(0, "task")),
    "child_id": lambda _it, group, args: group.child_id(text_of(args.get(0, "label"))),
    "get_child_by_label": _child,
    "get_roots": lambda _it, group, _args: List(relations.roots(group)),
    "get_leaves": lambda _it, group, _args: List(relations.leaves(group)),
    "iter_tasks": lambda _it, group, _args: List(group.walk()),
    "__enter__": lambda it, group, _args: group.enter(it),
    "__exit__": lambda it, group, _args: group.exit(it),
}
__all__ = ["ContextList", "Dag", "Group", "Label", "Task", "XComArg", "allocate"]
