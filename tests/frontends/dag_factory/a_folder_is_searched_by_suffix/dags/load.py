"""All YAML files of a folder with one suffix."""

from airflow import DAG  # noqa: F401  Airflow looks for these words
from dagfactory import load_yaml_dags

load_yaml_dags(globals_dict=globals(), dags_folder="/opt/airflow/dags/team", suffix=[".dag.yml"])
