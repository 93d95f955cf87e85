from airflow.operators.empty import EmptyOperator


def notice():
    return EmptyOperator(task_id="notice", trigger_rule="all_done")
