"""DAGs: stages, what they run, and their order."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import EVENTS, EVENTS_DAG, SALES, SALES_DAG


def definition(task: str, function: str) -> str:
    """Return the lines of the sales that define a task."""
    return (
        f"    {task} = PythonOperator(\n"
        f'        task_id="{task}",\n'
        f"        python_callable={function},\n"
        "    )\n"
    )


SHAPE = (
    Mutation(
        "quality check left out of the DAG",
        SALES_DAG,
        (
            Edit(SALES, definition("data_quality_checks", "check_quality"), ""),
            Edit(SALES, "        >> data_quality_checks\n", ""),
        ),
        (Told("quality-check-removed", "data_quality_checks", "with DAG("),),
    ),
    Mutation(
        "stage left out",
        SALES_DAG,
        (
            Edit(SALES, definition("clean_sales_data", "clean_sales"), ""),
            Edit(SALES, "        >> clean_sales_data\n", ""),
        ),
        (Told("stage-removed", "clean_sales_data", "with DAG("),),
    ),
    Mutation(
        "stage put in",
        SALES_DAG,
        (
            Edit(
                SALES,
                "    enrich_sales = PythonOperator(",
                definition("to_euros", "add_product_names") + "    enrich_sales = PythonOperator(",
            ),
            Edit(
                SALES, "        >> enrich_sales\n", "        >> to_euros\n        >> enrich_sales\n"
            ),
        ),
        (Told("stage-added", "to_euros", "    to_euros = PythonOperator("),),
    ),
    Mutation(
        "stage renamed",
        SALES_DAG,
        (Edit(SALES, 'task_id="enrich_sales"', 'task_id="enrich_with_products"'),),
        (Told("stage-renamed", "enrich_with_products", "    enrich_sales = PythonOperator("),),
    ),
    Mutation(
        "operator changed",
        SALES_DAG,
        (
            Edit(SALES, "import PythonOperator", "import PythonOperator, PythonVirtualenvOperator"),
            Edit(SALES, "clean_sales_data = PythonOp", "clean_sales_data = PythonVirtualenvOp"),
        ),
        (Told("operator-changed", "clean_sales_data", "clean_sales_data = PythonVirtualenvOp"),),
    ),
    Mutation(
        "callable changed",
        SALES_DAG,
        (Edit(SALES, "python_callable=check_quality", "python_callable=notify_success"),),
        (
            Told(
                "callable-changed",
                "data_quality_checks",
                'task_id="data_quality_checks",\n        python_callable=notify_success',
            ),
        ),
    ),
    Mutation(
        "success told before the checks",
        SALES_DAG,
        (
            Edit(
                SALES,
                "        >> data_quality_checks\n        >> send_success_notification\n",
                "        >> [data_quality_checks, send_success_notification]\n",
            ),
        ),
        (
            Told(
                "dependency-removed",
                "data_quality_checks → send_success_notification",
                "    data_quality_checks = ",
            ),
            Told(
                "dependency-added",
                "load_to_snowflake → send_success_notification",
                "    load_to_snowflake = ",
            ),
        ),
    ),
    Mutation(
        "check no longer waits for the load",
        EVENTS_DAG,
        (
            Edit(
                EVENTS,
                "    load_sessions(sessions(parsed)) >> check_sessions()\n",
                "    load_sessions(sessions(parsed))\n    check_sessions()\n",
            ),
        ),
        (
            Told(
                "dependency-removed",
                "load_sessions → check_sessions",
                "def load_sessions(",
            ),
        ),
    ),
    Mutation(
        "sensor waits for something else",
        SALES_DAG,
        (Edit(SALES, '"mark_complete"', '"mark_started"'),),
        (Told("external-changed", "wait_for_source_data", '"mark_started"'),),
    ),
    Mutation(
        "mapped task no longer mapped",
        EVENTS_DAG,
        (
            Edit(
                EVENTS,
                "parse_events.expand(path=list_event_files())",
                "parse_events(list_event_files())",
            ),
        ),
        (Told("mapped-changed", "parse_events", "def parse_events("),),
    ),
    Mutation(
        "stage taken out of its group",
        EVENTS_DAG,
        (
            Edit(
                EVENTS,
                "    return build_sessions(drop_duplicates(parsed_files))",
                "    return build_sessions(parsed_files)",
            ),
            Edit(
                EVENTS,
                "load_sessions(sessions(parsed))",
                "load_sessions(sessions(drop_duplicates(parsed)))",
            ),
        ),
        (Told("stage-renamed", "drop_duplicates", "def drop_duplicates("),),
    ),
)
