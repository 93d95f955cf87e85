"""The command `python airflow_says.py DAGS FILE`: writes what Airflow makes of a folder's DAGs.

Run it with an interpreter that Airflow 3 is installed for. It is a program of its own
because importing Airflow reads and writes settings under AIRFLOW_HOME and prints a lot.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from airflow.models.dagbag import DagBag
    from airflow.sdk import DAG


def main() -> None:
    """Load the folder's DAGs as Airflow does, and write them as JSON."""
    folder, file = sys.argv[1:]
    bag = dag_bag(folder)
    told = {
        "errors": bag.import_errors,
        "dags": {dag_id: dag_as_told(dag) for dag_id, dag in bag.dags.items()},
    }
    Path(file).write_text(json.dumps(told), encoding="utf-8")


def dag_bag(folder: str) -> DagBag:
    try:
        from airflow.dag_processing.dagbag import DagBag  # noqa: PLC0415 -- from Airflow 3.2 on
    except ImportError:
        from airflow.models.dagbag import DagBag  # noqa: PLC0415
    return DagBag(folder, include_examples=False)


def dag_as_told(dag: DAG) -> dict[str, Any]:
    return {
        "schedule": dag.timetable.summary,
        "catchup": dag.catchup,
        "start_date": dag.start_date.date().isoformat(),
        "max_active_runs": dag.max_active_runs,
        "on_failure_callback": name_of(dag.on_failure_callback),
        "tags": sorted(dag.tags),
        "tasks": {task.task_id: task_as_told(task) for task in dag.tasks},
        "edges": sorted(
            [task.task_id, other] for task in dag.tasks for other in task.downstream_task_ids
        ),
    }


def task_as_told(task: Any) -> dict[str, Any]:
    return {
        "operator": task.operator_name,
        "group": task.task_group.group_id if task.task_group else None,
        "callable": name_of(getattr(task, "python_callable", None)),
        "mapped": task.is_mapped,
        "retries": task.retries or 0,
        "retry_delay": seconds(task.retry_delay),
        "trigger_rule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
        "execution_timeout": seconds(task.execution_timeout),
        "timeout": seconds(getattr(task, "timeout", None)),
        "mode": getattr(task, "mode", None),
        "external": [getattr(task, f"external_{what}_id", None) for what in ("dag", "task")],
    }


def name_of(function: Any) -> str | None:
    if isinstance(function, list):
        (function,) = function or [None]
    return getattr(function, "__name__", None)


def seconds(duration: timedelta | float | None) -> float | None:
    return duration.total_seconds() if isinstance(duration, timedelta) else duration


if __name__ == "__main__":
    main()
