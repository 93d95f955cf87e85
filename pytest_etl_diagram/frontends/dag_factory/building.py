"""From one DAG's configuration to Airflow's DAG: groups, tasks, dependencies."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.values import Args, Dict, FunctionValue, List, Value, text_of
from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task, XComArg
from pytest_etl_diagram.frontends.dag_factory.config import Config, merged
from pytest_etl_diagram.frontends.dag_factory.schedules import schedule
from pytest_etl_diagram.frontends.dag_factory.settings import prepared, task_arguments
from pytest_etl_diagram.frontends.documents import Wrong, imported, names_in, operator_class

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter

Rows = dict[str, dict[str, Any]]
OWN = frozenset({"operator", "dependencies", "task_group_name", "parent_group_name"})
"""Settings that are dag-factory's and don't reach Airflow (its SYSTEM_PARAMS)."""
DAG_SETTINGS = (
    "description", "dag_display_name", "max_active_tasks", "catchup", "max_active_runs",
    "dagrun_timeout", "sla_miss_callback", "on_success_callback", "on_failure_callback",
    "default_args", "doc_md", "params", "start_date", "end_date",
)  # fmt: skip
"""Settings that DAG(...) gets as they are."""
_RESULT = re.compile(r"""^\+(?P<task>[^\[]+)(\[['"](?P<key>.*)['"]\])?$""")
_MAPPED = re.compile(r"^(?P<output>.*)\.output|^XcomArg\(+(?P<arg>.*?)\)")


def build(it: Interpreter, config: Config, name: str) -> Dag:
    """Return the DAG `name` of a configuration; raise Wrong where dag-factory refuses it."""
    given = config.dags[name]
    if not isinstance(given, dict):
        raise Wrong("is no mapping")
    settings = merged(given, config.default)
    legacy = config.legacy and not isinstance(settings.get("tasks"), list)
    tasks = _rows(settings.get("tasks"), "tasks", "task_id")
    rows = _rows(settings.get("task_groups"), "task_groups", "group_name")
    dag = _dag(it, name, settings, legacy=legacy)
    place = it.here()
    groups = Groups(dag, rows, {}, legacy)
    for group in rows:
        _make_group(it, groups, group, ())
    nodes: dict[str, object] = {}
    for task_id in _in_order(tasks):
        it.path, it.mark = place.path, place.mark  # operators of the project have moved them
        arguments = _arguments(tasks[task_id], task_id, dag, groups.made)
        try:
            nodes[task_id] = _make_task(it, arguments, tasks[task_id], nodes, legacy=legacy)
        except Wrong as error:
            raise Wrong(f"task {task_id!r}: {error}") from error
    it.path, it.mark = place.path, place.mark
    _link(it, {**tasks, **rows}, {**nodes, **groups.made})
    return dag


def _rows(value: object, what: str, key: str) -> Rows:
    """Return tasks or groups by name: a mapping (0.x), or a list that names each (1.x)."""
    found: Rows = {}
    if isinstance(value, list):
        for row in value:
            if not isinstance(row, dict) or key not in row:
                raise Wrong(f"an entry of '{what}' has no '{key}'")
            name = text_of(row[key])
            if name in found:
                raise Wrong(f"{key} {name!r} is used twice in '{what}'")
            found[name] = Dict({k: v for k, v in row.items() if k != key})
    elif isinstance(value, dict):
        found = {text_of(name): row for name, row in value.items()}
    elif value is not None:
        raise Wrong(f"'{what}' is neither a mapping nor a list")
    for name, row in found.items():
        if row is None and key == "group_name":
            found[name] = Dict()
        elif not isinstance(row, dict):
            raise Wrong(f"{name!r} of '{what}' is no mapping")
    return found


def _dag(it: Interpreter, name: str, settings: Dict, *, legacy: bool) -> Dag:
    given = prepared(it, settings, legacy=legacy)
    default_args = given.get("default_args")
    if isinstance(default_args, dict):
        given["default_args"] = prepared(it, default_args, legacy=legacy)
    if "concurrency" in given:
        given["max_active_tasks"] = given["concurrency"]
    keywords = {key: given[key] for key in DAG_SETTINGS if given.get(key) is not None}
    keywords["tags"] = List(dict.fromkeys([*names_in(given.get("tags")), "dagfactory"]))
    keywords.update(schedule(it, given, legacy=legacy), dag_id=name)
    dag = it.call(it.library.resolve("airflow.models.dag.DAG"), Args((), Dict(keywords)))
    if not isinstance(dag, Dag):  # pragma: no cover  Airflow's model always gives one
        raise Wrong("can't be made")
    return dag


@dataclass(frozen=True, slots=True)
class Groups:
    """The task groups of a DAG: as they are written, and those made so far."""

    dag: Dag
    rows: Rows
    made: dict[str, Group]
    legacy: bool


def _make_group(it: Interpreter, groups: Groups, name: str, above: tuple[str, ...]) -> None:
    """Make a task group, after the one it lies in; `above` are the groups that need it."""
    if name in groups.made:
        return
    if name in above or name not in groups.rows:
        why = "contains itself" if name in above else "isn't defined"
        raise Wrong(f"the task group {name!r} {why}")
    row = groups.rows[name]
    keywords = Dict({k: v for k, v in row.items() if k not in OWN})
    parent = row.get("parent_group_name")
    if parent:
        _make_group(it, groups, text_of(parent), (*above, name))
        keywords["parent_group"] = groups.made[text_of(parent)]
    if isinstance(row.get("default_args"), dict):
        keywords["default_args"] = prepared(it, row["default_args"], legacy=groups.legacy)
    keywords.update(group_id=name, dag=groups.dag)
    model = it.library.resolve("airflow.utils.task_group.TaskGroup")
    group = it.call(model, Args((), keywords))
    if isinstance(group, Group):
        groups.made[name] = group


def _arguments(row: dict[str, Any], task_id: str, dag: Dag, groups: dict[str, Group]) -> Dict:
    """Return a task's own settings with its id, its DAG and its group."""
    result = Dict({k: v for k, v in row.items() if k not in OWN})
    result.update(task_id=task_id, dag=dag)
    group = row.get("task_group_name")
    if group and groups:
        if text_of(group) not in groups:
            raise Wrong(f"task {task_id!r}: the task group {text_of(group)!r} isn't defined")
        result["task_group"] = groups[text_of(group)]
    return result


def _dependencies(row: dict[str, Any]) -> list[str]:
    return names_in(row.get("dependencies"))


def _in_order(rows: Rows) -> list[str]:
    """Return the names of the tasks, each after those it depends on (Kahn's algorithm)."""
    waiting = {n: [d for d in _dependencies(row) if d in rows] for n, row in rows.items()}
    after: dict[str, list[str]] = {name: [] for name in rows}
    for name, before in waiting.items():
        for dependency in before:
            after[dependency].append(name)
    missing = {name: len(before) for name, before in waiting.items()}
    free = deque(name for name in rows if not missing[name])
    order: list[str] = []
    while free:
        order.append(free.popleft())
        for name in after[order[-1]]:
            missing[name] -= 1
            if not missing[name]:
                free.append(name)
    if len(order) < len(rows):
        stuck = ", ".join(repr(name) for name in rows if name not in order)
        raise Wrong(f"its dependencies have a cycle among {stuck}")
    return order


def _make_task(
    it: Interpreter,
    arguments: Dict,
    row: dict[str, Any],
    nodes: dict[str, object],
    *,
    legacy: bool,
) -> object:
    """Make one task by its operator or its decorator; return what dependencies name."""
    mapped = arguments.pop("expand", None)
    fixed = arguments.pop("partial", None)
    expanded = Dict(mapped) if isinstance(mapped, dict) else Dict()
    partial = Dict(fixed) if isinstance(fixed, dict) else Dict()
    if "operator" in row:
        cls = operator_class(it, row["operator"])
        keywords = task_arguments(it, arguments, legacy=legacy)
        keywords.update(partial)
        if not expanded:
            made = it.call(cls, Args((), keywords))
        else:
            expanded = Dict({k: _output(it, v, nodes) for k, v in expanded.items()})
            half = it.call(it.attribute(cls, "partial"), Args((), keywords))
            made = it.call(it.attribute(half, "expand"), Args((), expanded))
    elif "decorator" in row:
        made = _decorate(it, arguments, (partial, expanded), nodes, legacy=legacy)
    else:
        raise Wrong("has neither 'operator' nor 'decorator'")
    if not isinstance(made, (Task, XComArg)):
        named = text_of(row.get("operator", row.get("decorator")))
        raise Wrong(f"{named!r} makes no task")
    return made


def _output(it: Interpreter, value: object, nodes: dict[str, object]) -> object:
    """Return the result that `task.output` or `XcomArg(task)` in `expand` means."""
    found = _MAPPED.match(value) if isinstance(value, str) else None
    task = nodes.get(found.group("output") or found.group("arg") or "") if found else None
    return value if task is None else it.attribute(task, "output")


def _result(it: Interpreter, value: object, nodes: dict[str, object]) -> object:
    """Return the result of another task that `+task` or `+task["key"]` means."""
    found = _RESULT.match(value) if isinstance(value, str) else None
    if found is None:
        return value
    name = found.group("task")
    if name not in nodes:
        raise Wrong(f"{value!r} names no task that runs before")
    key = found.group("key")
    return it.item(nodes[name], key) if key else nodes[name]


def _decorate(
    it: Interpreter,
    arguments: Dict,
    halves: tuple[Dict, Dict],
    nodes: dict[str, object],
    *,
    legacy: bool,
) -> object:
    """Make a task by `@task` or a flavour of it, called with what it has parameters for."""
    decorator = arguments.pop("decorator")
    keywords = task_arguments(it, arguments, legacy=legacy)
    function = keywords.get("python_callable")
    if not isinstance(function, Value):
        raise Wrong("a decorator needs 'python_callable', or its file and name")
    names = _parameters(function, keywords)
    called = Dict({k: _result(it, keywords.pop(k), nodes) for k in list(keywords) if k in names})
    partial, expanded = (Dict({k: _result(it, v, nodes) for k, v in h.items()}) for h in halves)
    factory = it.call(
        imported(it, decorator) if isinstance(decorator, str) else decorator, Args((), keywords)
    )
    if not expanded:
        return it.call(factory, Args((), called))
    if partial:
        factory = it.call(it.attribute(factory, "partial"), Args((), partial))
    return it.call(it.attribute(factory, "expand"), Args((), expanded))


def _parameters(function: Value, keywords: Dict) -> set[str]:
    """Return the names of a function's parameters; of one not read, those given a result."""
    if isinstance(function, FunctionValue):
        return {param.name for param in function.node.params}
    return {k for k, v in keywords.items() if isinstance(v, str) and v.startswith("+")}


def _link(it: Interpreter, rows: Rows, nodes: dict[str, object]) -> None:
    """Set the dependencies of tasks and groups, in the order they are written."""
    for name, row in rows.items():
        for before in _dependencies(row):
            if before not in nodes:
                raise Wrong(f"{name!r} depends on {before!r}, which isn't defined")
            it.call_method(nodes[name], "set_upstream", nodes[before])
