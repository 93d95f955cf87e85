"""Projects whose names and values are hostile, as files that people could have committed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAG = """
with DAG({text}, description={text}, schedule={text}, tags=[{text}], doc_md={text},
         default_args={{"owner": {text}, "retries": {retries}, "queue": {text}}}) as dag:
    first = BashOperator(task_id={text}, bash_command={text}, pool={text})
    with TaskGroup({text}, tooltip={text}) as group:
        inner = BashOperator(task_id="inner", doc_md={text}, env={{{text}: {text}}})
    last = PythonOperator(task_id="last", python_callable=load, op_kwargs={{"x": {text}}})
    first >> Label({text}) >> group >> last
"""

FLOW = """
class Sales:
    def run(self):
        rows = self.extract()
        if rows == {text}:
            logging.info({text})
            self.load(rows, {text})
        else:
            raise ValueError({text})

    def extract(self):
        return pandas.read_csv({text})

    def load(self, rows, table):
        requests.post({text}, json=rows)
        rows.to_csv(table)


if __name__ == "__main__":
    Sales().run()
"""

IMPORTS = """import logging
import pandas
import requests
from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.utils.edgemodifier import Label
from airflow.utils.task_group import TaskGroup
"""


def dag_file(texts: Mapping[str, str], retries: int = 2) -> str:
    """Return a file with a DAG for each of the texts, which stands wherever a text can."""
    dags = (DAG.format(text=ascii(text), retries=retries) for text in texts.values())
    return "".join((IMPORTS, *dags))


def one_dag(texts: Mapping[str, str], slots: int = 1) -> str:
    """Return a file with one DAG, in which each of the texts names a task, a group and an edge."""
    lines = [IMPORTS, "with DAG('all') as dag:", "    start = BashOperator(task_id='start')"]
    for text in map(ascii, texts.values()):
        lines += [
            f"    with TaskGroup({text}):",
            f"        task = BashOperator(task_id={text}, queue={text}, pool={text},",
            f"                            pool_slots={slots})",
            f"    start >> Label({text}) >> task",
        ]
    return "\n".join([*lines, ""])


def flow_file(text: str) -> str:
    """Return a plain pipeline that says, reads, writes and raises a text."""
    return IMPORTS + FLOW.format(text=ascii(text))


def pipeline_file(texts: Mapping[str, str]) -> str:
    """Return a YAML file of pipelines (JSON is YAML)."""
    pipelines = [
        {
            "name": text,
            "description": text,
            "schedule": text,
            "owner": text,
            "stages": [
                {"name": text, "type": "extract", "source": text, "retries": text},
                {"name": "load", "type": "load", "target": text, "depends_on": [text]},
            ],
        }
        for text in texts.values()
    ]
    return as_yaml({"pipelines": pipelines})


def compose_file(texts: Mapping[str, str]) -> str:
    """Return a Compose file with a service for each of the texts."""
    services = {
        text: {
            "image": text,
            "command": text,
            "environment": {"MODE": text, text: "x"},
            "ports": [text],
            "volumes": [f"{text}:/data"],
            "networks": [text],
            "depends_on": ["base"],
            "labels": {text: text},
            "healthcheck": {"test": text},
        }
        for text in texts.values()
    }
    networks = {text: {} for text in texts.values()}
    services["base"] = {"image": "postgres:16"}
    return as_yaml({"services": services, "networks": networks})


def as_yaml(value: object) -> str:
    """Return YAML in ASCII, in which texts have the escapes of YAML.

    A key of more than 1,024 characters has to be said to be one (`?`).
    """
    if isinstance(value, dict):
        pairs = (f"? {_quoted(key)} : {as_yaml(each)}" for key, each in value.items())
        return "{" + ",\n ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(map(as_yaml, value)) + "]"
    return _quoted(value)


def _quoted(value: object) -> str:
    return "".join(('"', *(f"\\U{ord(char):08x}" for char in str(value)), '"'))


def write(root: Path, path: str, text: str) -> None:
    """Write a file of a project, whose text is ASCII."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="ascii", newline="\n")


def plain_name(what: str) -> str:
    """Return the name of a text of the table as a word for a file."""
    return re.sub(r"\W+", "_", what)
