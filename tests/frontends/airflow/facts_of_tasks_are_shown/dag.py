from datetime import timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG
from airflow.providers.slack.notifications.slack import send_slack_notification


def work(x):
    return x


def tell(context):
    pass


class Alerts:
    @staticmethod
    def page(context):
        pass


with DAG("facts", schedule=None):
    PythonOperator(
        task_id="everything",
        python_callable=work,
        retries=3,
        retry_delay=timedelta(minutes=5, seconds=30),
        retry_exponential_backoff=True,
        max_retry_delay=timedelta(hours=1),
        execution_timeout=timedelta(hours=2),
        trigger_rule="all_done",
        pool="db",
        pool_slots=2,
        queue="heavy",
        priority_weight=10,
        weight_rule="upstream",
        depends_on_past=True,
        wait_for_downstream=True,
        max_active_tis_per_dag=1,
        on_failure_callback=[tell, Alerts.page],
        on_retry_callback=tell,
        on_success_callback=lambda context: None,
        email_on_failure=False,
    )
    PythonSensor(
        task_id="sensor",
        python_callable=work,
        timeout=600,
        poke_interval=timedelta(seconds=45),
        mode="reschedule",
        soft_fail=True,
    )
    PythonOperator(task_id="nothing", python_callable=work)
    PythonOperator(
        task_id="notifier",
        python_callable=work,
        on_failure_callback=send_slack_notification(text="failed", channel="#alerts"),
    )
