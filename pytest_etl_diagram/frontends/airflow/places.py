"""Where the facts of DAGs and tasks are written: which keyword of which call gave them.

Nothing is looked up here: a place says only where to look, once somebody asks for its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate.values import FunctionValue
from pytest_etl_diagram.frontends.airflow.facts import RENAMED, RENAMED_DAG_FIELDS, SCHEDULES
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.frontends.airflow.objects import Dag, Group, Task
    from pytest_etl_diagram.model import Fact, FactPlaces

DEFAULTS: Final = "default_args"
_WHOLE: Final = frozenset(
    "operator mapped group_mapped repeated setup teardown dynamic conditional".split()
)
"""Facts of a task that no keyword gives: they are told where the task is made."""
_KEYWORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "callable": ("python_callable",),
    "external": (
        "external_task_id",
        "external_task_ids",
        "external_task_group_id",
        "external_dag_id",
    ),
    "triggers": ("trigger_dag_id",),
    **{new: (new, old) for old, new in RENAMED.items()},
}
"""The keywords that give a fact of another name."""
_DAG_KEYWORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "schedule": SCHEDULES,
    **{new: (new, old) for old, new in RENAMED_DAG_FIELDS.items()},
}
DAG_PARAMETERS: Final = ("dag_id", "description", "schedule")
"""The parameters of DAG(...) that are also given by position."""


def task_places(task: Task, facts: tuple[Fact, ...]) -> FactPlaces:
    """Return where the facts of a task are written, of those that a keyword or an entry gave."""
    return tuple(_found(task, facts)) if in_code(task.place) else ()


def _found(task: Task, facts: tuple[Fact, ...]) -> Iterator[tuple[str, Place]]:
    fields = task.fields
    for fact, _ in facts:
        if fact in _WHOLE:
            continue
        for name in _KEYWORDS.get(fact, (fact,)):
            if fields.get(name) is not None:
                place = _given(task, name) or _inherited(task, name)
                if place is not None:
                    yield fact, place
                break


def _given(task: Task, *names: str) -> Place | None:
    """Return where a keyword of the task itself is, with what leads on from its value."""
    name = names[0]
    if name not in task.given or name in task.filled:
        return None
    if task.written is None:
        return _setting(task, *names)
    place = task.written.get(name)
    return None if place is None else Place(place.path, place.mark, 0, names)


def _inherited(task: Task, name: str) -> Place | None:
    """Return where an entry of default_args is: of the task's own, its groups' or its DAG's."""
    value = task.fields[name]
    if name in task.default_args and task.default_args[name] is value:
        return _given(task, DEFAULTS, name)
    group = task.group
    while group is not None:
        if name in group.own_defaults and group.own_defaults[name] is value:
            return _of_group(group, name)
        group = group.parent
    dag = task.dag
    if dag is not None and name in dag.default_args and dag.default_args[name] is value:
        return _setting(dag, DEFAULTS, name)
    return None


def group_places(group: Group) -> FactPlaces:
    """Return where a group gives defaults to its tasks, if it does."""
    place = _of_group(group) if group.own_defaults and in_code(group.place) else None
    return () if place is None else ((DEFAULTS, place),)


def _of_group(group: Group, *names: str) -> Place | None:
    if group.written is None:
        return _setting(group, DEFAULTS, *names)
    return Place(group.written.path, group.written.mark, 0, (DEFAULTS, *names))


def dag_places(dag: Dag, facts: tuple[Fact, ...]) -> FactPlaces:
    """Return where a DAG's facts, its id (`title`) and its `default_args` are written."""
    if not in_code(dag.place):
        return ()
    found = {"title": dag.named or _of_dag(dag, "dag_id"), DEFAULTS: _of_dag(dag, DEFAULTS)}
    for fact, _ in facts:
        for name in _DAG_KEYWORDS.get(fact, (fact,)):
            if name in dag.settings:
                found[fact] = _of_dag(dag, name)
                break
        else:
            if fact in dag.default_args:
                found[fact] = _setting(dag, DEFAULTS, fact)
    return tuple((fact, place) for fact, place in found.items() if place is not None)


def _of_dag(dag: Dag, name: str) -> Place | None:
    """Return where an argument of a DAG is; None for what was set otherwise, or not at all."""
    if name not in dag.settings or name in dag.changed:
        return None
    if name in DAG_PARAMETERS[: dag.positional]:
        return _setting(dag, DAG_PARAMETERS.index(name))
    return _setting(dag, name)


def _setting(owner: Task | Group | Dag, *names: str | int) -> Place | None:
    """Return where an argument is, of the call that makes something.

    An object of a class of the project may also get it from the class, where that calls
    Airflow's `__init__`.
    """
    place, inner = owner.place, owner.inner
    if place is None:
        return None
    if inner is None:
        return Place(place.path, place.mark, 0, names)
    beyond = Place(inner.path, inner.mark, 0, names, place)
    if isinstance(names[0], int):  # those of the class's own parameters aren't Airflow's
        return beyond
    return Place(place.path, place.mark, 0, names, beyond)


def place_of(function: object) -> Place | None:
    """Return where a function of the project is defined, None for anything else."""
    if isinstance(function, FunctionValue):
        return Place(function.path, function.node.mark)
    return None


def in_code(place: Place | None) -> Place | None:
    """Return the place of what Python code makes, None for what is made of a file of data."""
    return None if place is None or place.mark < 0 else place
