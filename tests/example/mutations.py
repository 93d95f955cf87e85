"""Changes of the example's architecture, each with exactly the drifts it must give."""

from __future__ import annotations

from dataclasses import dataclass

from tests.example.project import EVENTS, SALES

SALES_TASKS = (
    "wait_for_source_data",
    "extract_sales_data",
    "clean_sales_data",
    "aggregate_sales",
    "enrich_sales",
    "load_to_snowflake",
    "data_quality_checks",
    "send_success_notification",
)


@dataclass(frozen=True)
class Mutation:
    """Replacements in one file, and the rules and subjects that follow."""

    file: str
    replacements: tuple[tuple[str, str], ...]
    drifts: frozenset[tuple[str, str]]


def mutation(file, *replacements, gives):
    return Mutation(file, replacements, frozenset(gives))


def definition(task, function):
    """Return the lines of the sales DAG that define a task."""
    return (
        f"    {task} = PythonOperator(\n"
        f'        task_id="{task}",\n'
        f"        python_callable={function},\n"
        "    )\n"
    )


MUTATIONS = {
    "retries removed": mutation(
        SALES,
        ('    "retries": 3,\n', ""),
        gives={("retries-removed", task) for task in SALES_TASKS},
    ),
    "retries reduced": mutation(
        SALES,
        ('"retries": 3', '"retries": 1'),
        gives={("retries-reduced", task) for task in SALES_TASKS},
    ),
    "retry delay shortened": mutation(
        SALES,
        ("timedelta(minutes=5)", "timedelta(seconds=5)"),
        gives={("retry-delay-changed", task) for task in SALES_TASKS},
    ),
    "retries of one task overridden": mutation(
        SALES,
        ("python_callable=load_fact_table,", "python_callable=load_fact_table, retries=0,"),
        gives={("retries-removed", "load_to_snowflake")},
    ),
    "operator changed": mutation(
        SALES,
        ("import PythonOperator", "import PythonOperator, PythonVirtualenvOperator"),
        ("clean_sales_data = PythonOperator", "clean_sales_data = PythonVirtualenvOperator"),
        gives={("operator-changed", "clean_sales_data")},
    ),
    "callable changed": mutation(
        SALES,
        ("python_callable=check_quality", "python_callable=notify_success"),
        gives={("callable-changed", "data_quality_checks")},
    ),
    "trigger rule changed": mutation(
        SALES,
        ('"all_success"', '"all_done"'),
        gives={("trigger-rule-changed", "send_success_notification")},
    ),
    "timeout removed": mutation(
        SALES,
        ("        timeout=3600,\n", ""),
        gives={("timeout-removed", "wait_for_source_data")},
    ),
    "timeout changed": mutation(
        SALES,
        ("timeout=3600", "timeout=36000"),
        gives={("timeout-changed", "wait_for_source_data")},
    ),
    "schedule changed": mutation(
        SALES,
        ("0 2 * * *", "0 6 * * *"),
        gives={("schedule-changed", "schedule")},
    ),
    "schedule removed": mutation(
        SALES,
        ('schedule="0 2 * * *"', "schedule=None"),
        gives={("schedule-removed", "schedule")},
    ),
    "catchup flipped": mutation(
        SALES,
        ("catchup=False", "catchup=True"),
        gives={("catchup-changed", "schedule")},
    ),
    "sensor's target changed": mutation(
        SALES,
        ('"mark_complete"', '"mark_started"'),
        gives={("external-changed", "wait_for_source_data")},
    ),
    "sensor skips instead of failing": mutation(
        SALES,
        ('mode="reschedule",', 'mode="reschedule", soft_fail=True,'),
        gives={("soft-fail-added", "wait_for_source_data")},
    ),
    "quality check left out": mutation(
        SALES,
        (definition("data_quality_checks", "check_quality"), ""),
        ("        >> data_quality_checks\n", ""),
        gives={("quality-check-removed", "data_quality_checks")},
    ),
    "stage left out": mutation(
        SALES,
        (definition("clean_sales_data", "clean_sales"), ""),
        ("        >> clean_sales_data\n", ""),
        gives={("stage-removed", "clean_sales_data")},
    ),
    "stage renamed": mutation(
        SALES,
        ('task_id="enrich_sales"', 'task_id="enrich_with_products"'),
        gives={("stage-renamed", "enrich_with_products")},
    ),
    "success told before the checks": mutation(
        SALES,
        (
            "        >> data_quality_checks\n        >> send_success_notification\n",
            "        >> [data_quality_checks, send_success_notification]\n",
        ),
        gives={
            ("dependency-removed", "data_quality_checks → send_success_notification"),
            ("dependency-added", "load_to_snowflake → send_success_notification"),
        },
    ),
    "mapped task no longer mapped": mutation(
        EVENTS,
        ("parse_events.expand(path=list_event_files())", "parse_events(list_event_files())"),
        gives={("mapped-changed", "parse_events")},
    ),
    "callback removed": mutation(
        EVENTS,
        ("    on_failure_callback=page_on_call,\n", ""),
        gives={("alert-removed", "schedule")},
    ),
    "time limit of a task removed": mutation(
        EVENTS,
        ("@task(retries=4, execution_timeout=timedelta(minutes=10))", "@task(retries=4)"),
        gives={("timeout-removed", "parse_events")},
    ),
    "stage taken out of its group": mutation(
        EVENTS,
        (
            "    return build_sessions(drop_duplicates(parsed_files))",
            "    return build_sessions(parsed_files)",
        ),
        ("load_sessions(sessions(parsed))", "load_sessions(sessions(drop_duplicates(parsed)))"),
        gives={("stage-renamed", "drop_duplicates")},
    ),
    "schedule comes from outside": mutation(
        EVENTS,
        ('schedule="@daily"', 'schedule=Variable.get("events_schedule")'),
        gives={("fact-became-dynamic", "schedule")},
    ),
}
