import csv
import json
import os
from pathlib import Path

import yaml
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

HERE = Path(__file__).parent
CONF = yaml.safe_load((HERE / "conf.yaml").read_text())

with open(os.path.join(os.path.dirname(__file__), "tables.json")) as f:
    tables = json.load(f)

with DAG(CONF["dag_id"], schedule=CONF["schedule"], default_args={"retries": CONF["retries"]}):
    for table in tables:
        load = BashOperator(task_id=f"load_{table['name']}", bash_command="x")
        for sql in sorted((HERE / "sql").glob("*.sql")):
            load >> BashOperator(task_id=f"{table['name']}_{sql.stem}", bash_command=str(sql))
