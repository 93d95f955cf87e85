"""What the tasks of DAGs call: the other end of an orchestrator's pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pytest_etl_diagram.frontends.airflow.workflows import dags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.model import Place


class TaskCall(NamedTuple):
    """What a task of a DAG calls, and where the task is made."""

    dag_id: str
    task_id: str
    value: object
    place: Place | None


CALLABLES: Final = "callables"
"""Where an interpreter's `state` keeps, by module, what was found."""


def callables(it: Interpreter, module: ModuleValue) -> tuple[TaskCall, ...]:
    """Return what the tasks of the DAGs in an evaluated module call, by their ids."""
    known: Any = it.state.setdefault(CALLABLES, {})
    if module.path not in known:
        known[module.path] = tuple(_found(it, module))
    found: tuple[TaskCall, ...] = known[module.path]
    return found


def _found(it: Interpreter, module: ModuleValue) -> Iterator[TaskCall]:
    for dag in sorted(dags(it, module), key=lambda each: each.dag_id):
        for task_id in sorted(dag.tasks):
            task = dag.tasks[task_id]
            function = task.fields.get("python_callable")
            if function is not None:
                yield TaskCall(dag.dag_id, task_id, function, task.place)
