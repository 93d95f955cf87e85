"""dag-factory 1.x: lists of tasks, nested groups, decorators, mapping, typed values."""

from pathlib import Path

from airflow import DAG  # noqa: F401  Airflow looks for these words
from dagfactory import load_yaml_dags

load_yaml_dags(
    globals_dict=globals(),
    config_filepath=str(Path(__file__).parent / "lists.yml"),
    defaults_config_path=str(Path(__file__).parent),
)
