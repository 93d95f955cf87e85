"""What Airflow takes when a setting isn't given, for telling before and after in full."""

from __future__ import annotations

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


_NO_WORKFLOWS = frozenset({"activity", "architecture", "sequence"})
"""Kinds of drawing whose facts aren't an orchestrator's settings."""


def default_of(fact: str, kind: str = "dag") -> str:
    """Return Airflow's default of a fact as a drawing would show it, "" where none is known.

    `kind` is that of the drawing: a file's `mode` has nothing to do with a sensor's.

    Source: the signatures of Airflow's `BaseOperator` and `BaseSensorOperator`
    and the shipped `airflow.cfg` (`default_task_retries`, `max_active_runs_per_dag`,
    `max_active_tasks_per_dag`), alike in 2.x and 3.x. `catchup` and `schedule`
    aren't here because their defaults differ between the two.
    """
    return "" if kind in _NO_WORKFLOWS else _DEFAULTS.get(fact, "")
