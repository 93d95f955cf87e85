"""airflow.cfg: each change alters one fact, at its line."""

from __future__ import annotations

import pytest

from tests.deployments.kubernetes_drawing import draw, line, told

SOURCE = "airflow.cfg"
BEFORE = """\
[core]
dags_folder = /opt/airflow/dags
executor = CeleryExecutor
parallelism = 64
[database]
sql_alchemy_conn = postgresql://airflow:hunter2@db.example.com/airflow
[celery]
broker_url = redis://:hunter2@broker.example.com:6379/0
worker_concurrency = 8
[logging]
remote_logging = True
remote_base_log_folder = s3://logs
"""
BOX = "airflow settings"
FACTS = {
    "more parallelism": ("parallelism = 64", "parallelism = 96", "parallelism", "96", 4),
    "another folder": ("/dags", "/jobs", "dags_folder", "/opt/airflow/jobs", 2),
    "logs elsewhere": ("s3://logs", "gs://logs", "remote_base_log_folder", "gs://logs", 12),
    "tasks of a worker": ("concurrency = 8", "concurrency = 4", "worker_concurrency", "4", 9),
}
REWRITES = {
    "comments": BEFORE.replace("[core]", "# all\n[core]\n; of it"),
    "spaces": BEFORE.replace(" = ", "="),
    "another password": BEFORE.replace("hunter2", "hunter3"),
    "other order": "[" + "[".join(reversed(BEFORE.split("[")[1:])),
    "what another executor uses": f"{BEFORE}[kubernetes_executor]\nnamespace = other\n",
    "defaults": BEFORE.replace("[database]", "max_active_runs_per_dag = 16\n[database]"),
}


@pytest.mark.parametrize("name", FACTS)
def test_a_change_alters_one_fact_at_its_line(tmp_path, name):
    old, new, fact, value, at = FACTS[name]
    assert BEFORE.count(old) == 1
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = draw(tmp_path / "b", {SOURCE: BEFORE.replace(old, new)})
    assert told(after) - before == {(BOX, fact, value)}
    assert {entry[:2] for entry in before - told(after)} == {(BOX, fact)}
    assert line(after, BOX, fact) == (SOURCE, at)


def test_a_local_executor_takes_workers_and_broker_away(tmp_path):
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    after = draw(tmp_path / "b", {SOURCE: BEFORE.replace("CeleryExecutor", "LocalExecutor")})
    assert told(after) - before == {(BOX, "executor", "LocalExecutor")}
    gone = {unit for unit, fact, _ in before - told(after) if not fact}
    assert gone == {"worker", "broker.example.com"}


def test_another_database_is_another_store(tmp_path):
    before = told(draw(tmp_path / "a", {SOURCE: BEFORE}))
    text = BEFORE.replace("postgresql://airflow:hunter2@db", "mysql://airflow:hunter2@mysql")
    after = draw(tmp_path / "b", {SOURCE: text})
    assert {e[0] for e in told(after) - before if not e[1]} == {"mysql.example.com"}
    assert ("mysql.example.com", "system", "MySQL") in told(after)
    assert line(after, "mysql.example.com") == (SOURCE, 6)


@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_draws_the_same(tmp_path, name):
    assert REWRITES[name] != BEFORE
    before = draw(tmp_path / "a", {SOURCE: BEFORE}).graph
    assert draw(tmp_path / "b", {SOURCE: REWRITES[name]}).graph == before


def test_no_secret_is_drawn(tmp_path):
    assert "hunter2" not in repr(draw(tmp_path, {SOURCE: BEFORE}))
