from airflow.providers.standard.operators.empty import EmptyOperator


def start(dag):
    return EmptyOperator(task_id="start", dag=dag)
