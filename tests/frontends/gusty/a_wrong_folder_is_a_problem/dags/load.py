"""What is wrong is said; the other DAGs are drawn."""

from pathlib import Path

from airflow import DAG
from gusty import create_dag

dag = create_dag(str(Path(__file__).parent / "lake"), latest_only=False)
missing = create_dag("/opt/airflow/dags/missing")

with DAG("right", schedule=None):
    pass
