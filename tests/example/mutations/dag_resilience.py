"""DAGs: retries, timeouts, schedules and alerts."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import EVENTS, EVENTS_DAG, SALES, SALES_DAG, SALES_TASKS


def all_tasks(rule: str, at: str) -> tuple[Told, ...]:
    """Return the same for each task of the sales."""
    return tuple(Told(rule, task, at) for task in SALES_TASKS)


RESILIENCE = (
    Mutation(
        "retries of all tasks removed",
        SALES_DAG,
        (Edit(SALES, '    "retries": 3,\n', ""),),
        all_tasks("retries-removed", "default_args = {"),
    ),
    Mutation(
        "retries of all tasks reduced",
        SALES_DAG,
        (Edit(SALES, '"retries": 3', '"retries": 1'),),
        all_tasks("retries-reduced", '"retries": 1'),
    ),
    Mutation(
        "pause between retries shortened",
        SALES_DAG,
        (Edit(SALES, "timedelta(minutes=5)", "timedelta(seconds=5)"),),
        all_tasks("retry-delay-changed", "timedelta(seconds=5)"),
    ),
    Mutation(
        "retries of one task overridden",
        SALES_DAG,
        (
            Edit(
                SALES, "callable=load_fact_table,", "callable=load_fact_table,\n        retries=0,"
            ),
        ),
        (Told("retries-removed", "load_to_snowflake", "        retries=0"),),
    ),
    Mutation(
        "timeout of the sensor removed",
        SALES_DAG,
        (Edit(SALES, "        timeout=3600,\n", ""),),
        (Told("timeout-changed", "wait_for_source_data", "    wait_for_source_data = "),),
    ),
    Mutation(
        "timeout of the sensor changed",
        SALES_DAG,
        (Edit(SALES, "timeout=3600", "timeout=36000"),),
        (Told("timeout-changed", "wait_for_source_data", "timeout=36000"),),
    ),
    Mutation(
        "time limit of a task removed",
        EVENTS_DAG,
        (
            Edit(
                EVENTS,
                "@task(retries=4, execution_timeout=timedelta(minutes=10))",
                "@task(retries=4)",
            ),
        ),
        (Told("timeout-removed", "parse_events", "def parse_events("),),
    ),
    Mutation(
        "trigger rule changed",
        SALES_DAG,
        (Edit(SALES, '"all_success"', '"all_done"'),),
        (Told("trigger-rule-changed", "send_success_notification", 'trigger_rule="all_done"'),),
    ),
    Mutation(
        "sensor skips instead of failing",
        SALES_DAG,
        (Edit(SALES, 'mode="reschedule",', 'mode="reschedule",\n        soft_fail=True,'),),
        (Told("soft-fail-added", "wait_for_source_data", "soft_fail=True"),),
    ),
    Mutation(
        "callback for failures removed",
        EVENTS_DAG,
        (Edit(EVENTS, "    on_failure_callback=page_on_call,\n", ""),),
        (Told("alert-removed", "user_events", "@dag("),),
    ),
    Mutation(
        "schedule changed",
        SALES_DAG,
        (Edit(SALES, "0 2 * * *", "0 6 * * *"),),
        (Told("schedule-changed", "daily_sales_etl", '"0 6 * * *"'),),
    ),
    Mutation(
        "schedule removed",
        SALES_DAG,
        (Edit(SALES, 'schedule="0 2 * * *"', "schedule=None"),),
        (Told("schedule-removed", "daily_sales_etl", "schedule=None"),),
    ),
    Mutation(
        "schedule comes from outside",
        EVENTS_DAG,
        (Edit(EVENTS, 'schedule="@daily"', 'schedule=Variable.get("events_schedule")'),),
        (Told("fact-became-dynamic", "user_events", "schedule=Variable"),),
    ),
    Mutation(
        "missed runs are caught up",
        SALES_DAG,
        (Edit(SALES, "catchup=False", "catchup=True"),),
        (Told("catchup-changed", "daily_sales_etl", "catchup=True"),),
    ),
    Mutation(
        "more runs at once",
        SALES_DAG,
        (Edit(SALES, "max_active_runs=1", "max_active_runs=4"),),
        (Told("max-active-changed", "daily_sales_etl", "max_active_runs=4"),),
    ),
    Mutation(
        "a pool for the load",
        SALES_DAG,
        (
            Edit(
                SALES,
                "callable=load_fact_table,",
                'callable=load_fact_table,\n        pool="snowflake",',
            ),
        ),
        (Told("pool-changed", "load_to_snowflake", 'pool="snowflake"'),),
    ),
)
