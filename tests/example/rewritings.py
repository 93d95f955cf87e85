"""Other ways to write the same: changes of the example that no diagram may fail for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.example.project import (
    BASE,
    COMPOSE,
    CRON,
    DAILY,
    EVENTS,
    PIPELINE_CONFIG,
    SALES,
    SALES_TASKS,
    STREAM,
    VALUES,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.example.project import Example


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A change of the files of a copy of the example, and what it is called."""

    name: str
    make: Callable[[Example], None]


def edited(name: str, *edits: tuple[str, str, str]) -> Rewriting:
    """Return a rewriting by replacements (file, old, new)."""

    def make(example: Example) -> None:
        for file, old, new in edits:
            example.replace(file, old, new)

    return Rewriting(name, make)


def reorder_tasks(example: Example) -> None:
    text = example.read(SALES)
    definition = re.compile(r"    \w+ = (?:Python\w+|ExternalTask\w+)\(\n(?:        .*\n)+    \)\n")
    found = definition.findall(text)
    assert len(found) == len(SALES_TASKS)
    example.replace(SALES, "".join(found), "".join(reversed(found)))


def reorder_methods(example: Example) -> None:
    """Put the first of the pipeline's steps behind all others."""
    text = example.read(DAILY)
    head, rest = text.split("    def extract(self", 1)
    extract, others = rest.split("    def validate(self", 1)
    example.write(
        DAILY, f"{head}    def validate(self{others}\n    def extract(self{extract.rstrip()}\n"
    )


def reorder_services(example: Example) -> None:
    """Put the last service of the composition first."""
    text = example.read(COMPOSE)
    grafana = text[text.index("  grafana:\n") : text.index("networks:\n  etl:\n")]
    text = text.replace(grafana, "").replace("services:\n", f"services:\n{grafana}")
    example.write(COMPOSE, text)


def rename_variables_of_tasks(example: Example) -> None:
    text = example.read(SALES)
    for number, task in enumerate(SALES_TASKS):
        text = re.sub(rf'(?<!")\b{task}\b(?!")', f"step_{number}", text)
    assert 'step_1 = PythonOperator(\n        task_id="extract_sales_data"' in text
    example.write(SALES, text)


def rename_local_variables(example: Example) -> None:
    text = example.read(DAILY)
    text, times = re.subn(r"\bloaded\b(?!_|=| instead)", "stored", text)
    assert times > 1
    example.write(DAILY, text.replace("sales = self.extract", "rows = self.extract", 1))
    for old, new in (
        (
            "if sales.empty:\n                return self.no",
            "if rows.empty:\n                return self.no",
        ),
        ("self.validate(sales)", "self.validate(rows)"),
        ("self.clean(sales)))", "self.clean(rows)))"),
        ("len(sales), stored)", "len(rows), stored)"),
    ):
        example.replace(DAILY, old, new)


def comment_python(example: Example) -> None:
    for name in (SALES, EVENTS, BASE, STREAM):
        text = "# Owner: the sales data team\n# Reviewed: 2024-02-01\n\n" + example.read(name)
        example.write(name, text.replace("\n    ", "\n    # a remark\n    ", 1))


def reformat(example: Example) -> None:
    text = example.read(SALES)
    text = re.sub(r"\(\n\s+(task_id=.*),\n\s+(python_callable=\w+),\n\s+\)", r"(\1, \2)", text)
    text = re.sub(r"(?<!\")\"(?!\")([\w ]+)\"", r"'\1'", text)
    one_line = " >> ".join(SALES_TASKS)
    text = re.sub(r"    \(\n        wait_for[^)]+\)", f"    {one_line}", text)
    assert "task_id='clean_sales_data', python_callable=clean_sales)" in text
    example.write(SALES, text)


def spell_the_chain_otherwise(example: Example) -> None:
    example.replace(
        SALES, "import DAG, BaseHook, Variable", "import DAG, BaseHook, Variable, chain"
    )
    text = example.read(SALES)
    chained = ",\n        ".join(SALES_TASKS)
    text = re.sub(
        r"    \(\n        wait_for[^)]+\)", f"    chain(\n        {chained},\n    )", text
    )
    assert "    chain(\n" in text
    example.write(SALES, text)


def move_default_args(example: Example) -> None:
    text = example.read(SALES)
    (settings,) = re.findall(r"default_args = \{\n.*?\n\}\n", text, re.DOTALL)
    example.write(
        "dags/constants.py",
        f"from datetime import timedelta\n\n{settings.replace('default_args', 'DEFAULT_ARGS')}",
    )
    text = text.replace(settings, "")
    text = text.replace("default_args=default_args", "default_args=DEFAULT_ARGS")
    example.write(SALES, text.replace("\nlog = ", "\nfrom constants import DEFAULT_ARGS\n\nlog = "))


def put_tasks_into_a_helper(example: Example) -> None:
    text = example.read(SALES)
    example.write(
        SALES,
        text.replace(" = PythonOperator(", " = python_task(").replace(
            'with DAG(\n    dag_id="daily_sales_etl"',
            "def python_task(**settings):\n    return PythonOperator(**settings)\n\n\n"
            'with DAG(\n    dag_id="daily_sales_etl"',
        ),
    )


REWRITINGS = (
    Rewriting("tasks defined in another order", reorder_tasks),
    Rewriting("variables of tasks renamed", rename_variables_of_tasks),
    Rewriting("code formatted otherwise", reformat),
    Rewriting("dependencies by chain()", spell_the_chain_otherwise),
    Rewriting("default_args in a module of their own", move_default_args),
    Rewriting("tasks made by a helper function", put_tasks_into_a_helper),
    Rewriting("comments in Python", comment_python),
    Rewriting("methods in another order", reorder_methods),
    Rewriting("local variables renamed", rename_local_variables),
    Rewriting("services in another order", reorder_services),
    edited(
        "keywords in another order",
        (
            DAILY,
            'numbers=("quantity", "unit_price"),\n            dates=("sale_date",),\n',
            'dates=("sale_date",),\n            numbers=("quantity", "unit_price"),\n',
        ),
        (
            SALES,
            "    catchup=False,\n    max_active_runs=1,\n",
            "    max_active_runs=1,\n    catchup=False,\n",
        ),
    ),
    edited(
        "a constant for a setting",
        (SALES, "        timeout=3600,\n", "        timeout=HOUR,\n"),
        (SALES, "\ndefault_args = {", "\nHOUR = 60 * 60\n\ndefault_args = {"),
        (STREAM, '"enable.auto.commit": False', '"enable.auto.commit": AUTO_COMMIT'),
        (STREAM, "\nlog = ", "\nAUTO_COMMIT = False\nlog = "),
    ),
    edited(
        "type hints",
        (SALES, "def sale_date_of(ds):", "def sale_date_of(ds: str) -> date:"),
        (STREAM, "        records = [", "        records: list[Record] = ["),
    ),
    edited(
        "docstrings",
        (
            SALES,
            "def clean_sales(ds):\n",
            'def clean_sales(ds):\n    """Stage what can be used."""\n',
        ),
        (STREAM, '        """Work until stopped, and return what was counted."""\n', ""),
    ),
    edited(
        "imports of modules instead of names",
        (
            DAILY,
            "from transformers.aggregator import Aggregator\n",
            "from transformers import aggregator\n",
        ),
        (DAILY, "return Aggregator(", "return aggregator.Aggregator("),
        (
            EVENTS,
            "from datetime import date, datetime, timedelta, timezone\n",
            "import datetime as dt\nfrom datetime import date, datetime, timezone\n",
        ),
        (EVENTS, "execution_timeout=timedelta(", "execution_timeout=dt.timedelta("),
        (EVENTS, '"retry_delay": timedelta(', '"retry_delay": dt.timedelta('),
        (EVENTS, "SESSION_GAP = timedelta(", "SESSION_GAP = dt.timedelta("),
        (EVENTS, "date.fromisoformat(ds) - timedelta(", "date.fromisoformat(ds) - dt.timedelta("),
    ),
    edited(
        "a query in other lines",
        (
            DAILY,
            "    FROM sales WHERE sale_date = :sale_date ORDER BY line_id\n",
            "    FROM sales\n    WHERE sale_date = :sale_date\n    ORDER BY line_id\n",
        ),
    ),
    edited(
        "keys of YAML in another order",
        (
            PIPELINE_CONFIG,
            "  source: sqlite\n  target: duckdb\n",
            "  target: duckdb\n  source: sqlite\n",
        ),
        (
            CRON,
            "  concurrencyPolicy: Forbid\n  startingDeadlineSeconds: 3600\n",
            "  startingDeadlineSeconds: 3600\n  concurrencyPolicy: Forbid\n",
        ),
        (
            VALUES,
            "scheduler:\n  replicas: 2\n  resources:\n    requests: {cpu: 500m, memory: 1Gi}\n",
            "scheduler:\n  replicas: 2\n  resources:\n    requests: {memory: 1Gi, cpu: 500m}\n",
        ),
    ),
    edited("comments in YAML", (COMPOSE, "services:\n", "services:  # what runs\n")),
    edited(
        "quotes in YAML",
        (COMPOSE, "command: scheduler", 'command: "scheduler"'),
        (VALUES, "executor: CeleryExecutor", "executor: 'CeleryExecutor'"),
    ),
    edited(
        "lists of YAML in lines",
        (
            PIPELINE_CONFIG,
            "  required: [sku, warehouse, counted_on]\n",
            "  required:\n    - sku\n    - warehouse\n    - counted_on\n",
        ),
        (
            COMPOSE,
            'test: ["CMD", "redis-cli", "ping"]',
            "test:\n        - CMD\n        - redis-cli\n        - ping",
        ),
    ),
    edited(
        "manifests listed in another order",
        (
            "deploy/kubernetes/kustomization.yaml",
            "  - streaming-etl.yaml\n  - inventory-sync.yaml\n",
            "  - inventory-sync.yaml\n  - streaming-etl.yaml\n",
        ),
    ),
    edited(
        "another password",
        (
            COMPOSE,
            "_CONN: postgresql+psycopg2://airflow:${POSTGRES_PASSWORD:?see .env.example}@",
            "_CONN: postgresql+psycopg2://airflow:hunter2@",
        ),
    ),
)
"""At least 15, over every kind of source."""
