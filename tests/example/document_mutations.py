"""Changes of the example's files of data, with what must be reported and the line it stands on."""

from __future__ import annotations

from dataclasses import dataclass

PIPELINES = "config/pipeline_config.yaml"
COMPOSE = "deploy/docker-compose.yml"
VALUES = "deploy/airflow-values.yaml"
CRON = "deploy/kubernetes/inventory-sync.yaml"
STREAM = "deploy/kubernetes/streaming-etl.yaml"


@dataclass(frozen=True)
class DocumentMutation:
    """A replacement in one file, the rule that a diagram of `kind` reports, and where.

    `at` is a text on the line that must be named, "" for a line of what is gone.
    """

    kind: str
    file: str
    old: str
    new: str
    rule: str
    at: str = ""


DOCUMENT_MUTATIONS = {
    "batch size": DocumentMutation(
        "pipeline",
        PIPELINES,
        "  batch_size: 10000\n",
        "  batch_size: 10\n",
        "batch-size-changed",
        "batch_size: 10",
    ),
    "check of required columns": DocumentMutation(
        "pipeline",
        PIPELINES,
        "  required: [sku, warehouse, counted_on]\n",
        "",
        "quality-check-removed",
    ),
    "keys": DocumentMutation(
        "pipeline",
        PIPELINES,
        "    keys: [sku, warehouse, counted_on]\n",
        "    keys: [sku, warehouse]\n",
        "keys-changed",
        "keys: [sku, warehouse]",
    ),
    "target of a pipeline": DocumentMutation(
        "pipeline",
        PIPELINES,
        "  target: parquet\n",
        "  target: snowflake\n",
        "target-changed",
        "target: snowflake",
    ),
    "executor": DocumentMutation(
        "deployment",
        COMPOSE,
        "AIRFLOW__CORE__EXECUTOR: CeleryExecutor",
        "AIRFLOW__CORE__EXECUTOR: LocalExecutor",
        "executor-changed",
        "LocalExecutor",
    ),
    "major version of the database": DocumentMutation(
        "deployment",
        COMPOSE,
        "image: postgres:16.6-bookworm",
        "image: postgres:17.2-bookworm",
        "image-major-changed",
        "postgres:17",
    ),
    "image without a version": DocumentMutation(
        "deployment",
        COMPOSE,
        "image: redis:7.2.6-bookworm",
        "image: redis:latest",
        "image-unpinned",
        "redis:latest",
    ),
    "volume of the database": DocumentMutation(
        "deployment",
        COMPOSE,
        "    volumes:\n      - postgres-data:/var/lib/postgresql/data\n",
        "",
        "volume-removed",
    ),
    "health check of the cache": DocumentMutation(
        "deployment",
        COMPOSE,
        (
            '    healthcheck:\n      test: ["CMD", "redis-cli", "ping"]\n'
            "      interval: 10s\n      timeout: 5s\n      retries: 5\n"
        ),
        "",
        "healthcheck-removed",
    ),
    "replicas of the stream": DocumentMutation(
        "deployment",
        COMPOSE,
        "      replicas: 2\n",
        "      replicas: 1\n",
        "replicas-reduced",
        "replicas: 1",
    ),
    "schedule of the job": DocumentMutation(
        "deployment", CRON, "30 4 * * *", "30 * * * *", "schedule-changed", "30 * * * *"
    ),
    "executor of the chart": DocumentMutation(
        "deployment",
        VALUES,
        "executor: CeleryExecutor",
        "executor: LocalExecutor",
        "executor-changed",
        "LocalExecutor",
    ),
    "dependency between DAGs": DocumentMutation(
        "lineage",
        "dags/daily_sales_dag.py",
        'external_dag_id="source_data_ready"',
        'external_dag_id="other_data_ready"',
        "external-changed",
    ),
}
COSMETIC = {
    "keys in another order": (
        PIPELINES,
        "  source: sqlite\n  target: duckdb\n",
        "  target: duckdb\n  source: sqlite\n",
    ),
    "a comment": (COMPOSE, "services:\n", "services:  # what runs\n"),
    "quotes": (COMPOSE, "command: scheduler", 'command: "scheduler"'),
    "a list in lines": (
        PIPELINES,
        "  required: [sku, warehouse, counted_on]\n",
        "  required:\n    - sku\n    - warehouse\n    - counted_on\n",
    ),
    "a password": (
        COMPOSE,
        "SQL_ALCHEMY_CONN: postgresql+psycopg2://airflow:${POSTGRES_PASSWORD:?see .env.example}",
        "SQL_ALCHEMY_CONN: postgresql+psycopg2://airflow:hunter2",
    ),
}
"""Other ways to write the same: (file, old, new)."""
