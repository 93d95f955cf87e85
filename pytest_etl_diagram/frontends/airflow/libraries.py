"""Libraries that make tasks by themselves: one stage stands for all that a call of them makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Unknown
from pytest_etl_diagram.frontends.airflow import creation, groups
from pytest_etl_diagram.frontends.airflow.objects import Dag, XComArg
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import External

DEFAULT_IDS = {"DbtTaskGroup": "dbt_task_group"}
"""The group ids of the libraries whose group needs none."""


def made(it: Interpreter, external: External, args: Args) -> object | None:
    """Return what calling a name of a task-making library makes, None for other names."""
    leaf = external.leaf
    if leaf.endswith("TaskGroup") and ("group_id" in args.keywords or leaf in DEFAULT_IDS):
        return _stage(it, external, args)
    if leaf.endswith(("Dag", "DAG")) and "dag_id" in args.keywords:
        return _dag(it, external, args)
    if "task_id" in args.keywords and _is_function(it, external):
        return XComArg((creation.make_task(it, external, args),), "")
    return None


def _stage(it: Interpreter, external: External, args: Args) -> object:
    """`DbtTaskGroup(group_id="models", …)`: a group whose tasks only the library knows."""
    given = dict(args.keywords)
    default = DEFAULT_IDS.get(external.leaf, Unknown(external.text))
    name = given.pop("group_id", args.get(0, "", default))
    given["task_group"] = given.pop("parent_group", given.get("task_group"))
    return creation.make_task(
        it, external, Args((), {**given, "task_id": name}, open_ended=external.text)
    )


def _dag(it: Interpreter, external: External, args: Args) -> object:
    """`DbtDag(dag_id="models", …)`: a DAG whose tasks only the library knows."""
    dag = Dag(external)
    groups.init_dag(it, dag, args)
    if external.leaf not in ("Dag", "DAG"):
        creation.placeholder(it, dag, external.text)
    return dag


def _is_function(it: Interpreter, external: External) -> bool:
    """Tell whether it is a library's function, called where a DAG is made."""
    is_name = all(part.isidentifier() for part in external.name.split("."))
    return is_name and "." in external.name and world(it).current_dag() is not None
