"""What is taken when a setting isn't given, for telling before and after in full."""

from __future__ import annotations

UNIT_DEFAULTS = {"replicas": "1", "restart": "no", "remote_logging": "False", "suspend": "False"}
"""What holds of a service of which nothing is said."""

_DEFAULTS = {
    "depends_on_past": "False",
    "email_on_failure": "True",
    "email_on_retry": "True",
    "max_active_runs": "16",
    "max_active_tasks": "16",
    "mode": "poke",
    "poke_interval": "1m",
    "pool": "default_pool",
    "pool_slots": "1",
    "priority_weight": "1",
    "queue": "default",
    "retries": "0",
    "retry_delay": "5m",
    "retry_exponential_backoff": "False",
    "soft_fail": "False",
    "timeout": "7d",
    "trigger_rule": "all_success",
    "wait_for_downstream": "False",
    "weight_rule": "downstream",
}


_PIPELINE_DEFAULTS = {
    **dict.fromkeys("enabled active is_active".split(), "true"),
    **dict.fromkeys("disabled paused is_paused suspended".split(), "false"),
}
"""Switches of pipelines that a file of data describes: without one a pipeline runs."""

_OTHERS: dict[str, dict[str, str]] = {
    "activity": {},
    "architecture": {},
    "sequence": {},
    "pipeline": _PIPELINE_DEFAULTS,
    "deployment": UNIT_DEFAULTS,
    "lineage": {},
}
"""The defaults in kinds of drawing whose facts aren't Airflow's settings."""


def default_of(fact: str, kind: str = "dag") -> str:
    """Return the default of a fact as a drawing would show it, "" where none is known.

    `kind` is that of the drawing: a file's `mode` has nothing to do with a sensor's, and
    Airflow's defaults hold for its own pipelines only.

    Source: the signatures of Airflow's `BaseOperator` and `BaseSensorOperator`
    and the shipped `airflow.cfg` (`default_task_retries`, `max_active_runs_per_dag`,
    `max_active_tasks_per_dag`), alike in 2.x and 3.x. `catchup` and `schedule`
    aren't here because their defaults differ between the two.
    """
    return _OTHERS.get(kind, _DEFAULTS).get(fact, "")
