"""dag-factory's YAML without a loader: where its settings and tasks stand, and who loads it."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.declarations import dag_factory
from pytest_etl_diagram.documents.files import Files

DAGS = """\
orders:
  default_args:
    start_date: 2024-01-01
    retries: 3
  schedule: "@daily"
  tasks:
    - task_id: extract
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: "true"
    - task_id: load
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: "true"
      retries: 5
      dependencies: [extract]
"""


def read(tmp_path, files):
    for name, text in {"dags/orders.yml": DAGS, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return dag_factory.read(Files(tmp_path), "dags/orders.yml")


def test_tasks_and_settings_have_their_lines(tmp_path):
    (workflow,) = read(tmp_path, {}).workflows
    assert workflow.place.line == 1
    assert dict(workflow.places)["schedule"].line == 5
    stages = {stage.name: stage for stage in workflow.stages}
    assert stages["extract"].place.line == 7
    assert dict(stages["extract"].places)["retries"].line == 4
    assert dict(stages["load"].places)["retries"].line == 13


@pytest.mark.parametrize(
    ("python", "drawn"),
    [
        ("import dagfactory", 0),
        ("from dagfactory import load_yaml_dags", 0),
        ("def dag_factory(): ...", 1),
    ],
)
def test_a_python_file_that_loads_them_draws_them(tmp_path, python, drawn):
    assert len(read(tmp_path, {"dags/load.py": python}).workflows) == drawn


def test_a_file_of_defaults_holds_no_dag(tmp_path):
    defaults = "default_args: {retries: 2}\nschedule: '@daily'\n"
    (workflow,) = read(tmp_path, {"dags/defaults.yml": defaults}).workflows
    facts = {stage.name: dict(stage.facts) for stage in workflow.stages}
    assert facts["extract"]["retries"] == "3"
    assert dag_factory.read(Files(tmp_path), "dags/defaults.yml").workflows == ()
