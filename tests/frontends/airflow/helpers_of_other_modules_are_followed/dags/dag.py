from airflow.sdk import DAG
from common.config import DEFAULTS, TABLES as tables
from common import steps
from local import finish
import common.operators as ops

with DAG("helped", schedule=None, default_args=DEFAULTS) as dag:
    first = steps.start(dag)
    for table in tables:
        first >> ops.CopyOperator(table=table, task_id=f"copy_{table}") >> finish()
