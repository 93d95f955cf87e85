"""From the levels of a gusty folder to Airflow's DAG, in the order in which gusty builds it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pytest_etl_diagram.evaluate.imports import load
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    FunctionValue,
    ModuleValue,
    text_of,
)
from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task
from pytest_etl_diagram.frontends.documents import Wrong, operator_class
from pytest_etl_diagram.frontends.gusty import linking
from pytest_etl_diagram.frontends.gusty.levels import Level, find_levels, read_metadata
from pytest_etl_diagram.frontends.gusty.linking import Build
from pytest_etl_diagram.frontends.gusty.specs import PARSERS, read_specs
from pytest_etl_diagram.frontends.gusty.tags import constructors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

P = ParamSpec("P")
T = TypeVar("T")
OWN = frozenset(
    "dag_id task_group_defaults wait_for_defaults wait_for_class latest_only parse_hooks "
    "dag_constructors extra_tags render_on_create root_tasks leaf_tasks leaf_tasks_from_dict "
    "dependencies external_dependencies ignore_subfolders".split()
)
"""Settings that are gusty's and don't reach the DAG."""
GROUP_SETTINGS = ("prefix_group_id", "tooltip", "default_args", "add_suffix_on_collision")
OWN_OF_TASKS = frozenset(
    "operator dependencies external_dependencies multi_task_spec python_callable_partials "
    "extra_callables file_path absql_runner".split()
)
"""Settings of a task file that reach only operators with a parameter of that name."""
WAIT_DEFAULTS: Mapping[str, object] = {"poke_interval": 10, "timeout": 3600, "retries": 60}


def build(it: Interpreter, folder: str, settings: Mapping[str, object]) -> Dag:
    """Return the DAG of a folder; raise Wrong where gusty refuses it."""
    functions = constructors(it, settings)
    given = settings.get("parse_hooks")
    hooks = given if isinstance(given, dict) else {}
    levels = find_levels(it, folder, (*PARSERS, *hooks))
    if not levels:
        raise Wrong("has a .gustyignore")
    for level in levels:
        read_metadata(it, level, settings, functions)
    root = levels[0]
    if it.truth(root.metadata.get("ignore_subfolders", False)) is True:
        levels = [root]
    dag = _dag(it, root)
    for level in levels[1:]:
        _group(it, level, dag)
    for level in levels:
        _read_tasks(it, level, functions, hooks)
    more = settings.get("leaf_tasks_from_dict")
    leaves = more if isinstance(more, dict) else {}
    known = {spec["task_id"] for spec in root.specs}
    for name, spec in leaves.items():
        task_id = text_of(name).lower().strip()
        if task_id not in known and isinstance(spec, dict):
            root.specs.append(Dict({**spec, "task_id": task_id}))
    state = Build(it, dag, levels, _waiting(root, settings), settings.get("wait_for_class"))
    place = it.here()
    for level in levels:
        for spec in level.specs:
            it.path, it.mark = place.path, place.mark  # the project's operators have moved them
            level.tasks[spec["task_id"]] = _task(it, spec, level, dag)
    it.path, it.mark = place.path, place.mark
    linking.link_all(state, leaves)
    return dag


def _waiting(root: Level, settings: Mapping[str, object]) -> Dict:
    """Return the settings of the sensors that wait for other DAGs."""
    result = Dict(WAIT_DEFAULTS)
    for given in (settings.get("wait_for_defaults"), root.metadata.get("wait_for_defaults")):
        if isinstance(given, dict):
            result.update(given)
    return result


def _dag(it: Interpreter, root: Level) -> Dag:
    keywords = Dict({k: v for k, v in root.metadata.items() if k not in OWN})
    keywords["dag_id"] = root.name
    dag = it.call(it.library.resolve("airflow.models.dag.DAG"), Args((), keywords))
    if not isinstance(dag, Dag):  # pragma: no cover  Airflow's model always gives one
        raise Wrong("can't be made")
    root.structure = dag
    return dag


def _group(it: Interpreter, level: Level, dag: Dag) -> None:
    keywords = Dict({"group_id": level.name, "prefix_group_id": False, "dag": dag})
    keywords.update({k: level.metadata[k] for k in GROUP_SETTINGS if k in level.metadata})
    above = level.parent.structure if level.parent is not None else None
    if isinstance(above, Group):
        keywords["parent_group"] = above
    model = it.library.resolve("airflow.utils.task_group.TaskGroup")
    level.structure = it.call(model, Args((), keywords))


def _named(what: str, work: Callable[P, T], *args: P.args, **keywords: P.kwargs) -> T:
    """Do `work`; where it finds something wrong, say that it is wrong with `what`."""
    try:
        return work(*args, **keywords)
    except Wrong as error:
        raise Wrong(f"{what}: {error}") from error


def _read_tasks(
    it: Interpreter, level: Level, functions: Mapping[str, object], hooks: Mapping[str, object]
) -> None:
    """Read the task files of a level; a group's name goes before or after their ids."""
    for path in level.paths:
        level.specs += _named(posixpath.basename(path), read_specs, it, path, functions, hooks)
    for spec in level.specs:
        spec["task_id"] = linking.affixed(level, text_of(spec["task_id"]))


def _task(it: Interpreter, spec: Dict, level: Level, dag: Dag) -> object:
    """Make a task of what its file says."""
    cls = _named(f"task {spec['task_id']!r}", _operator, it, spec["operator"])
    keywords = _accepted(cls, spec)
    keywords.update(task_id=spec["task_id"], dag=dag)
    if isinstance(level.structure, Group):
        keywords["task_group"] = level.structure
    made = it.call(cls, Args((), keywords))
    if not isinstance(made, Task):
        raise Wrong(f"task {spec['task_id']!r}: {text_of(spec['operator'])!r} makes no task")
    return made


def _operator(it: Interpreter, dotted: object) -> object:
    """Return an operator class; `local.MyOperator` is in `operators/my_operator.py`."""
    if not isinstance(dotted, str) or not dotted.startswith("local."):
        return operator_class(it, dotted)
    name = dotted.rpartition(".")[2]
    module = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
    for package in (f"operators.{module}", module):
        source = load(it, package, it.path)
        if isinstance(source, ModuleValue) and name in source.variables:
            return source.variables[name]
    return External(dotted)


def _accepted(cls: object, spec: Dict) -> Dict:
    """Return the settings that an operator takes: those that it has parameters for."""
    plain = Dict({k: v for k, v in spec.items() if k not in OWN_OF_TASKS})
    found = cls.find("__init__") if isinstance(cls, ClassValue) else None
    init = found[1] if found is not None else None
    if not isinstance(init, FunctionValue):
        return plain
    names = {param.name for param in init.node.params}
    is_open = any(param.kind == "starstar" for param in init.node.params)
    own = Dict({k: v for k, v in spec.items() if k in names})
    return Dict({**plain, **own}) if is_open else own
