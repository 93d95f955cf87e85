from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TriggerRule, task
from airflow.utils import trigger_rule as rules

with DAG("rules", schedule=None, default_args={"trigger_rule": "all_done"}):
    EmptyOperator(task_id="inherited")
    EmptyOperator(task_id="text", trigger_rule="one_failed")
    EmptyOperator(task_id="member", trigger_rule=TriggerRule.ONE_SUCCESS)
    EmptyOperator(task_id="of_module", trigger_rule=rules.TriggerRule.ALL_SKIPPED)
    EmptyOperator(task_id="value", trigger_rule=TriggerRule.ALWAYS.value)

    @task(trigger_rule=TriggerRule.ALL_FAILED)
    def flow():
        pass

    flow()
