"""Making DAGs and task groups: their ids, their parents, their defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Dict, Unknown, text_of
from pytest_etl_diagram.frontends.airflow import creation, objects
from pytest_etl_diagram.frontends.airflow.defaults import as_mapping, first_option
from pytest_etl_diagram.frontends.airflow.places import DAG_PARAMETERS
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group


def init_dag(it: Interpreter, dag: Dag, args: Args) -> None:
    """Run `DAG.__init__`."""
    settings = {**dict(zip(DAG_PARAMETERS, args.positional, strict=False)), **args.keywords}
    dag.settings = {**dag.settings, **settings}
    dag_id = dag.settings.get("dag_id", Unknown("{dag_id}"))
    dag.dag_id = text_of(dag_id)
    dag.default_args = as_mapping(it, dag.settings.get("default_args"))
    dag.place = dag.place or it.here()
    dag.positional = len(args.positional)
    if args.open_ended:
        dag.settings.setdefault("dynamic", args.open_ended)
    state = world(it)
    if dag not in state.dags:
        state.dags.append(dag)


def init_group(it: Interpreter, group: Group, args: Args) -> None:
    """Run `TaskGroup.__init__`: find its parent, take its id, join the DAG."""
    state = world(it)
    dag = first_option(args.keywords.get("dag"))
    given = first_option(args.keywords.get("parent_group"))
    parent = given if isinstance(given, objects.Group) else None
    if parent is None:
        parent = state.current_group(dag if isinstance(dag, objects.Dag) else state.current_dag())
    group.dag = (
        dag
        if isinstance(dag, objects.Dag)
        else (parent.dag if parent else None) or state.current_dag()
    )
    group.parent = parent
    group.label = text_of(args.get(0, "group_id", "group"))
    group.prefixes = it.truth(args.get(1, "prefix_group_id", True)) is not False
    inherited = parent.default_args if parent is not None else Dict()
    group.own_defaults = as_mapping(it, args.keywords.get("default_args"))
    group.default_args = Dict({**inherited, **group.own_defaults})
    group.place = group.place or it.here()
    suffixes = it.truth(args.keywords.get("add_suffix_on_collision", False)) is True
    group.group_id = _group_id(it, group, parent, suffixes=suffixes)
    if parent is not None:
        parent.children[group.group_id] = group


def _group_id(it: Interpreter, group: Group, parent: Group | None, *, suffixes: bool) -> str:
    """Return the full id; `@task_group` numbers a second group of one name, others are refused."""
    if not group.label and group.dag is not None:
        creation.refuse(it, group.dag, f"group id {group.label!r} is empty")
    if parent is None or group.dag is None:
        return group.label
    wanted = parent.child_id(group.label)
    used = groups_of(group.dag)
    if wanted not in used:
        return wanted
    if not suffixes:
        if not it.uncertain and creation.UNKNOWN_PART not in wanted:
            creation.refuse(it, group.dag, f"group id {wanted!r} is used twice")
        return wanted
    base = re.split(r"__\d+$", group.label)[0]
    numbers = [
        int(found.group(1))
        for name in used
        if (found := re.match(rf"^{re.escape(parent.child_id(base))}__(\d+)$", name))
    ]
    group.label = f"{base}__{max(numbers, default=0) + 1}"
    return parent.child_id(group.label)


def groups_of(dag: Dag) -> dict[str, Group]:
    """Return all groups of a DAG by their full id, without its root."""
    found: dict[str, Group] = {}

    def visit(group: Group) -> None:
        for child in group.children.values():
            if isinstance(child, type(dag.root)):
                found[child.group_id] = child
                visit(child)

    visit(dag.root)
    return found


def add_to_group(it: Interpreter, group: Group, node: object) -> object:
    """`group.add(task)`."""
    node = first_option(node)
    if isinstance(node, objects.Task):
        if node.group is not None and node.group is not group:
            node.group.children.pop(node.task_id, None)
        node.group = group
        group.children[node.task_id] = node
        if group.dag is not None and node.dag is None:
            creation.add_task(it, group.dag, node)
    elif isinstance(node, objects.Group):
        if node.parent is not None:
            node.parent.children.pop(node.group_id, None)
        node.parent = group
        node.group_id = group.child_id(node.label)
        group.children[node.group_id] = node
    return node
