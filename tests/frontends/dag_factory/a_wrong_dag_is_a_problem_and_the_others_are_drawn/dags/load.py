"""What is wrong is said; the other DAGs are drawn."""

from pathlib import Path

from airflow import DAG  # noqa: F401  Airflow looks for these words
from dagfactory import load_yaml_dags

for name in ("wrong.yml", "broken.yml"):
    load_yaml_dags(globals_dict=globals(), config_filepath=str(Path(__file__).parent / name))
