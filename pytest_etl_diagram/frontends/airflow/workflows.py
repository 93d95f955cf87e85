"""From Airflow's world to the workflows that a diagram draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Choice
from pytest_etl_diagram.frontends.airflow import chains, groups
from pytest_etl_diagram.frontends.airflow.assets import assets_of
from pytest_etl_diagram.frontends.airflow.facts import SCHEDULES, dag_facts, task_facts, unknowns
from pytest_etl_diagram.frontends.airflow.lineage import lineage
from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task
from pytest_etl_diagram.frontends.airflow.places import (
    dag_places,
    group_places,
    in_code,
    task_places,
)
from pytest_etl_diagram.frontends.airflow.world import world
from pytest_etl_diagram.model import Dependency, Stage, StageGroup, Workflow

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue


def workflows(it: Interpreter, module: ModuleValue) -> list[Workflow]:
    """Return the DAGs that Airflow would find in the evaluated module, by name.

    As `DagBag` does: DAG objects among the module's variables, and those that
    were a context (or made by `@dag`) while the module was loaded. A DAG with
    a cycle or a doubled task id is refused, as a fatal problem.
    """
    drawn: dict[str, Dag] = {}
    for dag in dags(it, module):
        known = drawn.get(dag.dag_id)
        if known is None or len(dag.tasks) >= len(known.tasks):
            drawn[dag.dag_id] = dag
    accepted = [dag for dag in drawn.values() if _accepted(it, dag)]
    for dag in accepted:
        _say_unknowns(it, dag)
    return sorted((workflow(dag, module.path) for dag in accepted), key=lambda w: w.name)


def dags(it: Interpreter, module: ModuleValue) -> list[Dag]:
    """Return every DAG object that Airflow would find in the evaluated module."""
    found = [*world(it).registered]
    for value in module.variables.values():
        for option in value.options if isinstance(value, Choice) else (value,):
            if isinstance(option, Dag) and option not in found:
                found.append(option)
    for dag in found:
        found.extend(inner for inner in _subdags(dag) if inner not in found)
    return found


def _subdags(dag: Dag) -> list[Dag]:
    """Return the DAGs that a DAG's SubDagOperators run, which Airflow 1 and 2 list too."""
    inner = [task.fields.get("subdag") for task in dag.tasks.values()]
    return [subdag for subdag in inner if isinstance(subdag, Dag)]


def _accepted(it: Interpreter, dag: Dag) -> bool:
    cycle = chains.find_cycle(dag)
    if cycle:
        way = " → ".join(cycle)
        it.complain(
            f"DAG {dag.dag_id!r}: a cycle, which Airflow refuses: {way}", dag.place, fatal=True
        )
    return not (cycle or dag.refused)


def _say_unknowns(it: Interpreter, dag: Dag) -> None:
    """Report what of a DAG's structure isn't known, once for each placeholder."""
    said: set[str] = set()
    for task in dag.tasks.values():
        for placeholder in (*task.repeated, *unknowns(task)):
            if placeholder not in said:
                said.add(placeholder)
                it.complain(
                    f"DAG {dag.dag_id!r}: task {task.task_id!r} depends on {placeholder}, which "
                    "isn't known without running the code; etl_diagrams_variables may give it",
                    task.place,
                )


def workflow(dag: Dag, source: str) -> Workflow:
    """Return one DAG of the file `source` as a workflow."""
    value = next((dag.settings[name] for name in SCHEDULES if name in dag.settings), None)
    inner = groups.groups_of(dag).values()
    tasks = dag.tasks.values()
    facts = dag_facts(dag)
    return Workflow(
        name=dag.dag_id,
        facts=facts,
        assets=tuple(dict.fromkeys(asset.text for asset in assets_of(value))),
        groups=tuple(_group(group) for group in inner),
        stages=tuple(_stage(task) for task in tasks),
        dependencies=tuple(
            Dependency(task.task_id, after.task_id, link.label, link.uncertain)
            for task in tasks
            for after, link in task.downstream.items()
        ),
        place=dag.place,
        places=dag_places(dag, facts),
        lineage=lineage(dag, source),
    )


def _group(group: Group) -> StageGroup:
    parent = group.parent.group_id if group.parent is not None else ""
    place, places = in_code(group.place), group_places(group)
    return StageGroup(group.group_id, group.group_id, parent, place, places)


def _stage(task: Task) -> Stage:
    group = task.group.group_id if task.group is not None else ""
    role = "" if task.operator else "unknown"
    facts = task_facts(task)
    places = task_places(task, facts)
    return Stage(task.task_id, group, facts, role, task.uncertain, task.place, places)
