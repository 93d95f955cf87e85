# ruff: noqa: E501  snippets stand on lines of their own length
"""Secrets never reach a drawing; names that only sound like one do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.masking import mask
from pytest_etl_diagram.mermaid import document

SECRETS = {
    "postgres://user:hunter2@db/sales": "postgres://***:***@db/sales",
    "https://:hunter2@host": "https://***:***@host",
    "https://ghp0123456789abcdef@github.com/x": "https://***@github.com/x",
    "password=hunter2": "password=***",
    "PASSWORD: hunter2": "PASSWORD: ***",
    "db_password='hunter2'": "db_password='***'",
    '{"token": "hunter2", "user": "me"}': '{"token": "***", "user": "me"}',
    "https://x/?api_key=hunter2&page=1": "https://x/?api_key=***&page=1",
    "aws_secret_access_key=hunter2": None,
    "Authorization: Bearer abcdefgh12345678": None,
    "Basic dXNlcjpodW50ZXIy": "Basic ***",
    "AKIAIOSFODNN7EXAMPLE": "***",
    "ghp_abcdefghijklmnopqrstuvwxyz0123": "***",
    "xoxb-123456789012-abcdef": "***",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc": "***",
    "run --password hunter2 --token=hunter2": None,
}


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_masked(text):
    masked = mask(text)
    assert "***" in masked
    assert "hunter2" not in masked.replace("--password hunter2", "")
    if SECRETS[text] is not None:
        assert masked == SECRETS[text]


@pytest.mark.parametrize(
    "text",
    [
        "load_tokens", "refresh_token", "password_reset", "validate_passwords", "secret_santa", "{var:api_token}",
        "{env:DB_PASSWORD}", "password={var:db_password}", "token={env:TOKEN}", "s3://bucket/path",
        "https://host:8080/path", "user@example.com", "postgres://db/sales", "basic checks", "0 2 * * *",
        "author: me", "every 5m", "tokenize: words",
    ],
)  # fmt: skip
def test_what_is_no_secret_stays(text):
    assert mask(text) == text


@given(text=st.text(max_size=60))
def test_masking_twice_is_masking_once(text):
    assert mask(mask(text)) == mask(text)


@given(secret=st.text("abcdefghijklmnop0123456789", min_size=4, max_size=30))
def test_no_password_survives(secret):
    for text in (f"password={secret}", f"db://u:{secret}@h/x", f"token: '{secret}'"):
        assert mask(text).replace("password", "").replace("token", "").find(secret) == -1


PLACES = {
    "a task's pool": "EmptyOperator(task_id='t', pool='password=hunter2')",
    "a task's id": "EmptyOperator(task_id='password=hunter2')",
    "a queue": "EmptyOperator(task_id='t', queue='amqp://u:hunter2@q')",
    "a label": "EmptyOperator(task_id='a') >> Label('token=hunter2') >> EmptyOperator(task_id='b')",
    "a group": "TaskGroup('secret=hunter2').add(EmptyOperator(task_id='a'))",
    "an asset": "EmptyOperator(task_id='t', outlets=[Dataset('db://u:hunter2@h')])",
    "a callback's argument": "EmptyOperator(task_id='t', on_failure_callback=Notify(token='hunter2'))",
    "a triggered DAG": "TriggerDagRunOperator(task_id='t', trigger_dag_id='pwd=hunter2')",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_drawing_shows_a_secret_wherever_it_stands(place, project):
    reading = project.read_text(
        "from airflow import DAG, Dataset\nfrom airflow.operators.empty import EmptyOperator\n"
        "from airflow.utils.edgemodifier import Label\nfrom airflow.utils.task_group import TaskGroup\n"
        "from airflow.operators.trigger_dagrun import TriggerDagRunOperator\nfrom somewhere import Notify\n"
        "with DAG('d', schedule='secret=hunter2', tags=['api_key=hunter2'], default_args={'x': 1}):\n"
        f"    {PLACES[place]}\n"
        "with DAG('password=hunter2', schedule=Dataset('db://u:hunter2@h')):\n    pass\n"
    )
    assert len(reading.diagrams) == 2
    for diagram in reading.diagrams:
        assert "hunter2" not in document.render(diagram)
        assert "hunter2" not in diagram.name
    assert all("hunter2" not in problem.message for problem in reading.problems)
