"""Python files of each kind that is read, with secrets wherever people put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.canary.writing import Files


def dags(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A DAG: in commands, SQL, arguments of callables and operators, params, tags and defaults."""
    lines = [
        "from airflow import DAG",
        "from airflow.models import Connection, Variable",
        "from airflow.operators.bash import BashOperator",
        "from airflow.operators.python import PythonOperator",
        "from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator",
        f"SECRETS = {dict(named)!r}",
        f"TEXTS = {list(texts.values())!r}",
        "def load(**settings):",
        "    return settings",
        "with DAG('orders', schedule='@daily', params=SECRETS, default_args=SECRETS,",
        f"         doc_md=TEXTS[0], tags=[TEXTS[1]], user_defined_macros=SECRETS, retries={size}):",
        (
            f"    PythonOperator(task_id='load', python_callable=load, op_kwargs=SECRETS, "
            f"retries={size})"
        ),
        "    for number, text in enumerate(TEXTS):",
        "        BashOperator(task_id=f'run_{number}', bash_command=text, env=SECRETS, pool=text)",
        (
            "        SQLExecuteQueryOperator(task_id=f'sql_{number}', sql=text, conn_id='dw', "
            "parameters=SECRETS)"
        ),
        "        PythonOperator(task_id=f'call_{number}', python_callable=load, op_args=[text])",
        "    for name, secret in SECRETS.items():",
        "        BashOperator(task_id=f'named_{name}', bash_command='true',",
        "                     env={name: secret})",
    ]
    return {"dags/orders.py": "\n".join(lines) + "\n"}


def plain(named: Mapping[str, str], texts: Mapping[str, str], size: int) -> Files:
    """A plain pipeline: in URLs, queries, headers, conditions, exceptions and log lines."""
    lines = [
        "import logging, os, sys",
        "import pandas as pd",
        "import requests",
        "from sqlalchemy import create_engine",
        "log = logging.getLogger(__name__)",
        *(f"SECRET_{i} = {secret!r}" for i, secret in enumerate(named.values())),
        f"SETTINGS = {dict(named)!r}",
        "def main():",
        f"    for attempt in range({size}):",
        "        try:",
        "            rows = pd.read_sql('SELECT * FROM orders', create_engine('sqlite:///x.db'))",
        "        except ValueError:",
        "            continue",
    ]
    for name, secret in named.items():
        lines += [
            f"    if rows.{name.lower()} == {secret!r}:",
            (
                f"        requests.post('https://api.org', headers={{{name!r}: {secret!r}}}, "
                f"auth=('etl', {secret!r}))"
            ),
        ]
    for text in texts.values():
        lines += [
            f"    log.info({text!r})",
            f"    pd.read_sql({text!r}, create_engine({text!r}))",
            f"    requests.get({text!r}, params=SETTINGS)",
            f"    if os.environ.get('X') == {text!r}:",
            f"        raise ValueError({text!r})",
        ]
    lines += [
        "    rows.to_sql('orders', create_engine('postgresql://db/x'))",
        "if __name__ == '__main__':",
        "    main()",
    ]
    return {"etl/orders.py": "\n".join(lines) + "\n"}
