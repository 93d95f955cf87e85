"""Changes of plain Python pipelines, and the line that each of their drifts must stand at.

A change is one text of one file that another one takes the place of (`edits`); what is told is
(kind of drawing, rule): the line, as it is after the change.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A project, what is changed in it, and where its drifts stand."""

    files: dict[str, str]
    edits: tuple[tuple[str, str, str], ...]
    told: dict[tuple[str, str], str]


API = """
import requests
from tenacity import retry, stop_after_attempt


class TooMany(Exception):
    pass


class Api:
    def fetch(self, page):
        answer = requests.get("https://api.example/rows", params={"page": page}, timeout=9)
        if answer.status_code == 429:
            raise TooMany(page)
        try:
            return requests.get("https://api.example/more", timeout=9).json()
        except ValueError:
            raise


@retry(
    stop=stop_after_attempt(5),
)
def latest():
    return requests.get("https://api.example/latest", timeout=9).json()
"""

JOB = """
import click
import pandas as pd
from sqlalchemy import create_engine

from etl.api import Api, latest
from etl.steps import Cleaner, Loader, drop_tests, lower


@click.command("load-rows")
def load_rows():
    rows = pd.DataFrame(Api().fetch(1))
    if rows.empty:
        return
    rows = Cleaner().clean(rows)
    rows = lower(drop_tests(rows))
    done = Loader().load(rows)
    print(done)


class Daily:
    def __init__(self):
        self.cleaner = Cleaner()
        self.loader = Loader()

    def run(self):
        self.loader.load(self.cleaner.clean(pd.DataFrame(latest())))


if __name__ == "__main__":
    load_rows()
"""

STEPS = """
from sqlalchemy import create_engine


def lower(rows):
    return rows.rename(columns=str.lower)


def drop_tests(rows):
    return rows.query("not test")


class Cleaner:
    def clean(self, rows):
        return rows.drop_duplicates("id")


class Loader:
    def load(self, rows):
        if (rows["id"] <= 0).any():
            raise ValueError("id")
        rows.to_sql("rows", create_engine("postgresql://dwh/x"), if_exists="append")
        return len(rows)
"""

SHOP = {"etl/__init__.py": "", "etl/api.py": API, "etl/job.py": JOB, "etl/steps.py": STEPS}

DAG = """
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from etl import delta, full

with DAG("members", schedule="@daily", start_date=datetime(2026, 1, 1)):
    PythonOperator(
        task_id="load",
        python_callable=full.load_all,
    )
"""

LOADING = """
import pandas as pd


def load_all():
    pd.read_csv("/in/members.csv").to_parquet("/out/members.parquet")


if __name__ == "__main__":
    load_all()
"""

CONFIGURED = """
import pandas as pd
import yaml


class Job:
    def __init__(self):
        with open("config/live.yaml") as file:
            self.config = yaml.safe_load(file)

    def run(self):
        pd.read_csv(self.config["path"]).to_parquet("/out/rows.parquet")
"""

CHANGES = {
    "an exception that a component raises": Change(
        SHOP,
        (("etl/api.py", "raise TooMany(page)", "raise RuntimeError(page)"),),
        {
            ("activity", "raise-changed"): "raise RuntimeError(page)",
            ("sequence", "raise-changed"): "raise RuntimeError(page)",
        },
    ),
    "an exception that a component no longer raises: its function": Change(
        SHOP,
        (("etl/steps.py", 'raise ValueError("id")', "return 0"),),
        {("activity", "raise-removed"): "def load(self, rows):"},
    ),
    "a check of a component": Change(
        SHOP,
        (("etl/steps.py", "<= 0", "< 0"),),
        {("activity", "quality-check-changed"): 'if (rows["id"] < 0).any():'},
    ),
    "a handler of a component that swallows": Change(
        SHOP,
        (
            (
                "etl/api.py",
                "except ValueError:\n            raise",
                "except ValueError:\n            pass",
            ),
        ),
        {
            ("activity", "exception-swallowed"): "except ValueError:",
            ("sequence", "exception-swallowed"): "except ValueError:",
        },
    ),
    "a policy in a decorator": Change(
        SHOP,
        (("etl/api.py", "stop_after_attempt(5)", "stop_after_attempt(2)"),),
        {
            ("activity", "retries-reduced"): "@retry(",
            ("sequence", "retries-reduced"): "@retry(",
        },
    ),
    "a decorator that is gone: its function": Change(
        SHOP,
        (("etl/api.py", "@retry(\n    stop=stop_after_attempt(5),\n)\n", ""),),
        {("activity", "retries-removed"): "def latest():"},
    ),
    "the name of a command": Change(
        SHOP,
        (("etl/job.py", '"load-rows"', '"import-rows"'),),
        {
            ("activity", "trigger-changed"): '@click.command("import-rows")',
            ("sequence", "trigger-changed"): '@click.command("import-rows")',
        },
    ),
    "a return that is gone: its decision": Change(
        SHOP,
        (("etl/job.py", "if rows.empty:\n        return", "if rows.empty:\n        print()"),),
        {
            ("activity", "early-return-removed"): "if rows.empty:",
            ("sequence", "early-return-removed"): "if rows.empty:",
        },
    ),
    "a result that nobody takes: its call": Change(
        SHOP,
        (("etl/job.py", "done = Loader().load(rows)\n    print(done)", "Loader().load(rows)"),),
        {("sequence", "result-changed"): "Loader().load(rows)"},
    ),
    "a function that is no longer called: who calls the others of its file": Change(
        SHOP,
        (("etl/job.py", "lower(drop_tests(rows))", "lower(rows)"),),
        {("architecture", "functions-changed"): "rows = lower(rows)"},
    ),
    "a component that is new to another: where it makes it": Change(
        SHOP,
        (
            (
                "etl/job.py",
                "self.loader = Loader()",
                "self.loader = Loader()\n        self.api = Api()",
            ),
            ("etl/job.py", "def run(self):", "def run(self):\n        self.api.fetch(2)"),
        ),
        {("architecture", "collaborator-added"): "self.api = Api()"},
    ),
    "a class that isn't found any more: its import": Change(
        SHOP,
        (("etl/steps.py", "class Cleaner:", "class Cleaners:"),),
        {
            (
                "architecture",
                "component-unresolved",
            ): "from etl.steps import Cleaner, Loader, drop_tests, lower"
        },
    ),
    "a component that is gone: who held it": Change(
        {**SHOP, "etl/job.py": JOB.replace("    rows = Cleaner().clean(rows)\n", "")},
        (
            ("etl/job.py", "        self.cleaner = Cleaner()\n", ""),
            ("etl/job.py", "self.cleaner.clean(pd.DataFrame(latest()))", "pd.DataFrame(latest())"),
        ),
        {("architecture", "component-removed"): "class Daily:"},
    ),
    "data that comes from another one: who passes it on": Change(
        SHOP,
        (("etl/job.py", "rows = Cleaner().clean(rows)", "Cleaner().clean(rows)"),),
        {("architecture", "data-flow-changed"): "rows = lower(drop_tests(rows))"},
    ),
    "what a DAG runs: the task": Change(
        {
            "dags/nightly.py": DAG,
            "etl/__init__.py": "",
            "etl/full.py": LOADING,
            "etl/delta.py": LOADING.replace("members", "changes"),
        },
        (("dags/nightly.py", "full.load_all", "delta.load_all"),),
        {("architecture", "orchestration-changed"): "PythonOperator("},
    ),
    "another file of configuration: where it is opened": Change(
        {
            "etl/job.py": CONFIGURED,
            "config/live.yaml": "path: s3://live/rows.csv\n",
            "config/test.yaml": "path: s3://live/rows.csv\n",
        },
        (("etl/job.py", "config/live.yaml", "config/test.yaml"),),
        {("architecture", "configuration-changed"): 'with open("config/test.yaml") as file:'},
    ),
}
