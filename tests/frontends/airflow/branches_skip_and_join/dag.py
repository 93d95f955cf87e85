from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator, ShortCircuitOperator
from airflow.sdk import DAG, Label, TriggerRule


def pick():
    return "big"


with DAG("branching", schedule="@hourly"):
    latest = LatestOnlyOperator(task_id="latest_only")
    gate = ShortCircuitOperator(task_id="gate", python_callable=lambda: True)
    branch = BranchPythonOperator(task_id="branch", python_callable=pick)
    big, small = EmptyOperator(task_id="big"), EmptyOperator(task_id="small")
    join = EmptyOperator(task_id="join", trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
    latest >> gate >> branch >> [big, small] >> join
    branch >> Label("nothing to do") >> join
