"""gusty: each folder in a folder is a DAG."""

from pathlib import Path

from airflow import DAG  # noqa: F401  Airflow looks for these words
from gusty import create_dags

create_dags(
    str(Path(__file__).parent / "jobs"),
    globals(),
    schedule="@hourly",
    default_args={"start_date": "2024-01-01"},
)
