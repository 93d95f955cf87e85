"""What the DAG modules of the generated company use and stand beside."""

from __future__ import annotations

from string import Template

CONSTANTS = '''\
"""What the pipelines of $team have in common."""

import os

BUCKET = "$team-lake"
STAGE = os.environ.get("STAGE", "dev")
WAREHOUSE = "warehouse" if STAGE == "prod" else f"warehouse_{STAGE}"
OWNERS = {"team": "$team", "mail": "$team@example.com"}
PATHS = {
    "incoming": f"s3://{BUCKET}/incoming",
    "clean": f"s3://{BUCKET}/clean",
    "reports": f"s3://{BUCKET}/reports",
}
'''

TASKS = '''\
"""Tasks that many pipelines of $team have."""

import logging
from datetime import timedelta

from airflow.operators.python import PythonOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

from include.$team.constants import OWNERS, PATHS, WAREHOUSE


def _export(subject, target):
    """Write a subject to where its readers expect it."""
    import pandas as pd

    frame = pd.read_parquet(f"{PATHS['clean']}/{subject}.parquet")
    if frame.empty:
        logging.warning("nothing to export of %s", subject)
        return 0
    frame.to_csv(f"{target}/{subject}.csv", index=False)
    return len(frame)


def make_export_task(subject, dag=None):
    """Return the task that exports a subject."""
    return PythonOperator(
        task_id=f"export_{subject}",
        python_callable=_export,
        op_kwargs={"subject": subject, "target": PATHS["reports"]},
        retries=4,
        retry_delay=timedelta(minutes=2),
        dag=dag,
    )


def make_check_task(subject, minimum, dag=None):
    """Return the task that counts the rows of a subject."""
    return SQLExecuteQueryOperator(
        task_id=f"check_{subject}",
        conn_id=WAREHOUSE,
        sql=f"SELECT count(*) >= {minimum} FROM mart.{subject}",
        owner=OWNERS["team"],
        dag=dag,
    )
'''

OPERATORS = '''\
"""Operators of $team."""

from airflow.models.baseoperator import BaseOperator


class ${Team}StageOperator(BaseOperator):
    """Copies a subject into the staging area in chunks."""

    template_fields = ("subject", "bucket")

    def __init__(self, subject, bucket, chunk_size=500, **kwargs):
        super().__init__(**kwargs)
        self.subject = subject
        self.bucket = bucket
        self.chunk_size = chunk_size

    def execute(self, context):
        """Copy chunk by chunk; return how many rows were copied."""
        import boto3

        client, copied = boto3.client("s3"), 0
        for number, chunk in enumerate(self.chunks()):
            key = f"staging/{self.subject}/{number:05}.json"
            client.put_object(Bucket=self.bucket, Key=key, Body=chunk)
            copied += len(chunk)
        self.log.info("copied %d rows of %s", copied, self.subject)
        return copied

    def chunks(self):
        """Yield the rows of the subject in chunks."""
        rows = [f"{self.subject}-{number}" for number in range(10 * self.chunk_size)]
        for start in range(0, len(rows), self.chunk_size):
            yield rows[start : start + self.chunk_size]
'''

PIPELINE = '''\
"""The nightly reconciliation of $team: plain Python, started by cron."""

import logging
import sqlite3
import time

import requests

MAX_ATTEMPTS = 4


class ReconciliationPipeline:
    """Compares what the bank says with what the books say."""

    def __init__(self, url, database):
        self.url = url
        self.database = database

    def run(self):
        """Run all stages."""
        records = self.extract()
        matched = self.transform(records)
        self.load(matched)

    def extract(self):
        """Fetch the statements; the service is down now and then."""
        for attempt in range(MAX_ATTEMPTS):
            try:
                response = requests.get(self.url, timeout=20)
                response.raise_for_status()
                return response.json()
            except requests.RequestException:
                if attempt == MAX_ATTEMPTS - 1:
                    raise
                logging.warning("attempt %d failed", attempt)
                time.sleep(2**attempt)
        return []

    def transform(self, records):
        """Keep what has an amount."""
        return [(record["id"], record["amount"]) for record in records if record.get("amount")]

    def load(self, matched):
        """Store what was matched."""
        with sqlite3.connect(self.database) as connection:
            connection.executemany("INSERT INTO reconciled VALUES (?, ?)", matched)


if __name__ == "__main__":
    ReconciliationPipeline("https://bank.example.com/$team", "/data/$team.db").run()
'''

DEFAULTS = '''\
"""The default arguments of the company's tasks."""

from datetime import timedelta

DEFAULT_ARGS = {
    "owner": "data",
    "depends_on_past": False,
    "email_on_failure": False,
    "retry_delay": timedelta(minutes=10),
    "retry_exponential_backoff": True,
}
'''

WATCHER = '''\
"""The task that makes a run fail if any of its tasks has failed."""

from airflow.decorators import task
from airflow.utils.trigger_rule import TriggerRule


@task(trigger_rule=TriggerRule.ONE_FAILED, retries=0)
def watcher():
    """Fail."""
    raise RuntimeError("a task has failed")
'''

COMPOSE = """\
x-airflow: &airflow
  image: apache/airflow:2.11.0
  environment:
    AIRFLOW__CORE__EXECUTOR: LocalExecutor
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: postgresql+psycopg2://airflow@postgres/airflow
    STAGE: dev
  volumes:
    - ./dags:/opt/airflow/dags
    - ./include:/opt/airflow/include
    - ./plugins:/opt/airflow/plugins
  depends_on:
    postgres:
      condition: service_healthy

services:
  postgres:
    image: postgres:16
    volumes:
      - postgres-data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "airflow"]
      interval: 10s
      retries: 5
  redis:
    image: redis:7
    ports: ["6379:6379"]
  scheduler:
    <<: *airflow
    command: scheduler
    restart: always
  webserver:
    <<: *airflow
    command: webserver
    ports: ["8080:8080"]
    restart: always

volumes:
  postgres-data:
"""


def team_files(team: str) -> dict[str, str]:
    """Return the modules that the DAGs of a team share, and its plain pipeline."""
    texts = {
        f"include/{team}/__init__.py": "",
        f"include/{team}/constants.py": CONSTANTS,
        f"include/{team}/tasks.py": TASKS,
        f"plugins/{team}_operators.py": OPERATORS,
        f"src/pipelines/{team}_reconciliation.py": PIPELINE,
    }
    names = {"team": team, "Team": team.title()}
    return {path: Template(text).substitute(names) for path, text in texts.items()}


COMPANY_FILES = {
    "docker-compose.yml": COMPOSE,
    "include/__init__.py": "",
    "include/company/__init__.py": "",
    "include/company/defaults.py": DEFAULTS,
    "include/company/watcher.py": WATCHER,
}
"""What all teams use."""
