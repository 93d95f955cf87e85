"""dag-factory 0.x: mappings of tasks, seconds, functions by file and name."""

import os

from airflow import DAG  # noqa: F401  Airflow looks for these words
import dagfactory

HERE = os.path.dirname(os.path.abspath(__file__))

factory = dagfactory.DagFactory(os.path.join(HERE, "mappings.yml"))
factory.clean_dags(globals())
factory.generate_dags(globals())

inline = dagfactory.DagFactory(
    config={
        "default": {"default_args": {"start_date": "2024-01-01", "owner": "ops"}},
        "inline": {
            "schedule_interval": "@weekly",
            "tasks": {
                "a": {"operator": "airflow.operators.bash.BashOperator", "bash_command": "a"},
                "b": {
                    "operator": "airflow.operators.bash.BashOperator",
                    "bash_command": "b",
                    "dependencies": ["a"],
                },
            },
        },
    }
)
inline.generate_dags(globals())
