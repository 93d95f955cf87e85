from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

dag = DAG("stock_count", schedule_interval="0 22 * * 6", start_date=datetime(2024, 9, 7))

freeze = BashOperator(task_id="freeze_bookings", bash_command="wms freeze", dag=dag)
count = BashOperator(task_id="count_shelves", bash_command="wms count", dag=dag)
release = BashOperator(task_id="release_bookings", bash_command="wms release", dag=dag)

release.set_upstream(count)
