from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from plant.calibration import calibrate, collect, publish

LINES = ("pressing", "welding", "painting")

with DAG("sensor_calibration", schedule="0 4 * * 0", start_date=datetime(2024, 4, 7)) as dag:
    done = PythonOperator(task_id="publish_offsets", python_callable=publish)
    for line in LINES:
        read = PythonOperator(task_id=f"collect_{line}", python_callable=collect)
        fit = PythonOperator(task_id=f"calibrate_{line}", python_callable=calibrate)
        read >> fit >> done
