"""What the tasks of DAGs call: the other end of an orchestrator's pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.frontends.airflow.workflows import dags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values import ModuleValue


def callables(it: Interpreter, module: ModuleValue) -> Iterator[tuple[str, str, object]]:
    """Yield (DAG, task, what it calls) of the DAGs in an evaluated module, by their ids."""
    for dag in sorted(dags(it, module), key=lambda each: each.dag_id):
        for task_id in sorted(dag.tasks):
            function = dag.tasks[task_id].fields.get("python_callable")
            if function is not None:
                yield dag.dag_id, task_id, function
