"""Dependencies in a gusty DAG: between tasks and groups, on other DAGs, at its roots and leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    External,
    leaf_of,
    text_of,
)
from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task
from pytest_etl_diagram.frontends.documents import Wrong, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.frontends.gusty.levels import Level

SENSOR = External("airflow.sensors.external_task.ExternalTaskSensor")
LATEST_ONLY = External("airflow.operators.latest_only.LatestOnlyOperator")
STAND_INS = frozenset({"EmptyOperator", "DummyOperator"})
WAITS = "wait_for_"


@dataclass(slots=True)
class Build:
    """A DAG that is being built: its levels, what waits for other DAGs, and groups' relatives.

    `wait_for` are the sensors' settings, `sensor` their class (None: Airflow's).
    `above` and `below` hold what was set before and after each group.
    """

    it: Interpreter
    dag: Dag
    levels: list[Level]
    wait_for: Dict
    sensor: object = None
    waiting: dict[str, object] = field(default_factory=dict)
    above: dict[Group, list[object]] = field(default_factory=dict)
    below: dict[Group, list[object]] = field(default_factory=dict)

    def put_before(self, node: object, earlier: object) -> None:
        """Make `earlier` run before `node`."""
        self.it.call_method(node, "set_upstream", earlier)
        if isinstance(node, Group):
            self.above.setdefault(node, []).append(earlier)
        if isinstance(earlier, Group):
            self.below.setdefault(earlier, []).append(node)

    def upstream(self, node: object) -> list[str]:
        """Return the ids of the tasks right before a task, or set before a group."""
        if isinstance(node, Task):
            return [task.task_id for task in node.real.upstream]
        found = self.above.get(node, []) if isinstance(node, Group) else []
        return [task.task_id for task in found if isinstance(task, Task)]

    def downstream(self, node: object) -> list[str]:
        """Return the ids of the tasks right after a task, or set after a group."""
        if isinstance(node, Task):
            return [task.task_id for task in node.real.downstream]
        found = self.below.get(node, []) if isinstance(node, Group) else []
        return [task.task_id for task in found if isinstance(task, Task)]

    def follows_group(self, node: object) -> bool:
        """Tell whether a group was set after another group."""
        found = self.above.get(node, []) if isinstance(node, Group) else []
        return any(isinstance(each, Group) for each in found)

    def inside(self, level: Level) -> dict[str, object]:
        """Return the groups right below a level by name."""
        return {each.name: each.structure for each in self.levels if each.parent is level}


def affixed(level: Level, name: str) -> str:
    """Return a task's id with its group's name before or after it, where its metadata say so."""
    if not isinstance(level.structure, Group):
        return name
    if level.metadata.get("suffix_group_id"):
        return f"{name}_{level.name}"
    return f"{level.name}_{name}" if level.structure.prefixes else name


def link_all(build: Build, leaves: Mapping[str, object]) -> None:
    """Set all dependencies, in gusty's order; `leaves` are tasks that come last."""
    tasks = {name: task for level in build.levels for name, task in level.tasks.items()}
    for level in build.levels:
        _link_level(build, level)
    for level in build.levels:
        _link_tasks(build, level, tasks)
    for level in build.levels:
        for spec in level.specs:
            for name in _waits(build, spec.get("external_dependencies")):
                build.put_before(level.tasks[spec["task_id"]], build.waiting[name])
    for level in build.levels[1:]:
        for name in _waits(build, level.external):
            build.put_before(level.structure, build.waiting[name])
    _link_leaves(build, build.levels[0], leaves)
    _link_roots(build, build.levels[0])


def _link_level(build: Build, level: Level) -> None:
    """Put tasks and groups beside a group before it, as its METADATA.yml says."""
    if level.parent is None:
        return
    beside = {**level.parent.tasks, **build.inside(level.parent)}
    for name in level.dependencies:
        if name in beside and beside[name] is not level.structure:
            build.put_before(level.structure, beside[name])


def _link_tasks(build: Build, level: Level, tasks: Mapping[str, object]) -> None:
    """Put what a task names before it: a task of the DAG, or a group right below its level."""
    known = {**tasks, **build.inside(level)}
    for spec in level.specs:
        task = level.tasks[spec["task_id"]]
        names = names_in(spec.get("dependencies"))
        own = build.it.attribute(task, "dependencies") if _has_dependencies(task) else None
        more = names_in(list(own) if isinstance(own, tuple) else own)
        for name in dict.fromkeys([*names, *more, *(affixed(level, name) for name in names)]):
            if name in known:
                build.put_before(task, known[name])


def _has_dependencies(task: object) -> bool:
    """Tell whether an operator of the project gives dependencies itself."""
    return isinstance(task, Task) and ("dependencies" in task.attrs or task.defines("dependencies"))


# -- other DAGs ---------------------------------------------------------------


def _waits(build: Build, external: object) -> list[str]:
    """Return the names of the sensors for external dependencies, made where they are new.

    They are a list of `{dag: task}`, or a mapping of DAGs to `tasks` and settings.
    """
    pairs: list[tuple[str, str, Dict]] = []
    if isinstance(external, dict):
        for dag, row in external.items():
            if not isinstance(row, dict) or not isinstance(row.get("tasks"), list):
                raise Wrong(f"the external dependency on {text_of(dag)!r} names no tasks")
            more = Dict({k: v for k, v in row.items() if k != "tasks"})
            pairs += [(text_of(dag), text_of(task), more) for task in row["tasks"]]
    elif isinstance(external, list):
        for row in external:
            if not isinstance(row, dict):
                raise Wrong(f"the external dependency {text_of(row)!r} is no mapping of a DAG")
            pairs += [(text_of(dag), text_of(task), Dict()) for dag, task in row.items()]
    return [_wait(build, dag, task, more) for dag, task, more in pairs]


def _wait(build: Build, dag: str, task: str, more: Dict) -> str:
    is_whole = task == "all"
    name = f"{WAITS}DAG_{dag}" if is_whole else f"{WAITS}{dag}_{task}"
    if name in build.waiting:
        return name
    sensor = build.sensor if build.sensor is not None else SENSOR
    keywords = Dict({"dag": build.dag, "task_id": name})
    if leaf_of(sensor) not in STAND_INS:
        keywords.update({**build.wait_for, **more})
        keywords["external_dag_id"] = dag
        keywords["external_task_id"] = None if is_whole else task
    build.waiting[name] = build.it.call(sensor, Args((), keywords))
    return name


# -- roots and leaves ---------------------------------------------------------


def _ends(build: Build, root: Level, names: object, kind: str) -> dict[str, object]:
    """Return the root or leaf tasks that are listed; none of them may have dependencies."""
    listed = names_in(names)
    found = {name: task for name, task in root.tasks.items() if name in listed}
    for name, task in found.items():
        if build.upstream(task) or build.downstream(task):
            raise Wrong(f"the task {name!r} is listed as a {kind} task, but has dependencies")
    return found


def _link_leaves(build: Build, root: Level, more: Mapping[str, object]) -> None:
    """Put everything that nothing runs after before the leaf tasks."""
    last = _ends(build, root, [*names_in(root.metadata.get("leaf_tasks")), *more], "leaf")
    if not last:
        return
    apart = {*last, *names_in(root.metadata.get("root_tasks"))}
    for name, node in {**root.tasks, **build.inside(root)}.items():
        if name not in apart and not build.downstream(node):
            for leaf in last.values():
                build.put_before(leaf, node)


def _link_roots(build: Build, root: Level) -> None:
    """Put the root tasks, the DAG's own waits and `latest_only` before everything else."""
    groups = {n: g for n, g in build.inside(root).items() if not build.follows_group(g)}
    nodes = {**root.tasks, **groups, **build.waiting}
    first = _ends(build, root, root.metadata.get("root_tasks"), "root")
    for name, node in nodes.items():
        before = build.upstream(node)
        if name not in first and all(task.startswith(WAITS) for task in before):
            for task in first.values():
                build.put_before(node, task)
    waits = _waits(build, root.external)
    _put_first(build, nodes, {wait: build.waiting[wait] for wait in waits})
    nodes.update({wait: build.waiting[wait] for wait in waits})
    if build.it.truth(root.metadata.get("latest_only", True)) is not False:
        keywords = Dict({"task_id": "latest_only", "dag": build.dag})
        _put_first(build, nodes, {"latest_only": build.it.call(LATEST_ONLY, Args((), keywords))})


def _put_first(build: Build, nodes: Mapping[str, object], first: Mapping[str, object]) -> None:
    """Put some tasks before every node that nothing runs before."""
    for name, node in nodes.items():
        if not build.upstream(node):
            for earlier, task in first.items():
                if earlier != name:
                    build.put_before(node, task)
