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


def default_of(fact: str) -> str:
    """Return Airflow's default of a fact as a drawing would show it, "" where none is known.

    Source: the signatures of Airflow's `BaseOperator` and `BaseSensorOperator`
    and the shipped `airflow.cfg` (`default_task_retries`, `max_active_runs_per_dag`,
    `max_active_tasks_per_dag`), alike in 2.x and 3.x. `catchup` and `schedule`
    aren't here because their defaults differ between the two.
    """
    return _DEFAULTS.get(fact, "")
