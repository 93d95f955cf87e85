"""Reading a truth file: one JSON object a line, as truth/README.md says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .schedules import from_truth
from .views import Dag, File, Task

if TYPE_CHECKING:
    from pathlib import Path

DECORATOR_ARGUMENTS = 25
"""A DAG with more arguments given than this was made by `@dag`, which hands on all of them."""


def load(path: Path) -> tuple[File, ...]:
    """Read a truth file."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_file(json.loads(line)) for line in lines if line.strip())


def _file(record: dict[str, Any]) -> File:
    return File(
        source=record.get("source", ""),
        path=record["path"],
        sha256=record["sha256"],
        dags=tuple(_dag(dag) for dag in record["dags"]),
        dynamic=record.get("dynamic", ""),
    )


def _dag(record: dict[str, Any]) -> Dag:
    given = record["args_given"]
    said = "catchup" in given and len(given) <= DECORATOR_ARGUMENTS
    return Dag(
        name=record["dag_id"],
        tasks={task["task_id"]: _task(task) for task in record["tasks"]},
        groups={group["group_id"]: group["parent"] or "" for group in record["groups"]},
        schedule=from_truth(record) if record["schedule_given"] else None,
        catchup=bool(record["catchup"]) if said else None,
    )


def _task(record: dict[str, Any]) -> Task:
    return Task(
        name=record["task_id"],
        upstream=frozenset(record["upstream"]),
        settings={
            "operator": record["operator_name"],
            "retries": record["retries"],
            "retry_delay": record["retry_delay_s"],
            "trigger_rule": record["trigger_rule"],
            "mapped": record["mapped"],
            "setup": record["setup"],
            "teardown": record["teardown"],
            "group": record.get("group") or "",
        },
    )
