# ruff: noqa: E501  snippets stand on lines of their own length
"""Whatever a file holds, reading it gives diagrams and problems, never an exception."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.mermaid import document

LIBRARY = Path(os.__file__).parent
CASES = sorted((Path(__file__).parents[1] / "frontends" / "airflow").glob("*/dag.py"))
WORDS = [
    "", " ", "\n", "\t", "\r", "\0", "(", ")", "[", "]", "{", "}", ":", ",", "=", ">>", "<<", "*", "**", "@", "'", '"',
    "'''", "\\", "#", "é", "\u2028", "\ufeff", "lambda: 0", "None", "dag", "self", "with", "if x:", "for", "yield",
    "await", "return", "f'{", "}'", "0" * 50, "x" * 200, "task_id=None", "[i for i in", "raise", "1/0", "...",
]  # fmt: skip


def sample() -> list[Path]:
    """Return some files of the standard library, the same ones every time."""
    files = sorted(p for p in LIBRARY.glob("[a-m]*.py") if p.stat().st_size < 60_000)
    return random.Random(7).sample(files, 25)  # noqa: S311  no secret


@pytest.mark.parametrize("path", sample(), ids=lambda p: p.name)
def test_a_file_of_the_standard_library_is_read(path, project):
    project.write("m_" + path.name, path.read_text(encoding="utf-8"))
    reading = project.read("m_" + path.name)
    assert reading.diagrams == ()
    assert [p for p in reading.problems if p.fatal] == []


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_dag_file_is_no_crash(data, project):
    text = data.draw(st.sampled_from(CASES)).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(st.sampled_from(WORDS)) + text[end:]
    for diagram in project.read_text(text).diagrams:
        document.render(diagram)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_dag_file_without_some_of_its_lines_is_no_crash(data, project):
    lines = data.draw(st.sampled_from(CASES)).read_text(encoding="utf-8").splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=6))
    kept = "".join(line for n, line in enumerate(lines) if n not in gone)
    for diagram in project.read_text(kept).diagrams:
        document.render(diagram)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=200))
def test_bytes_that_are_no_python_are_no_crash(data, project):
    path = project.write("x.py", "")
    path.write_bytes(b"# airflow DAG\n" + data)
    project.read("x.py")


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_an_argument_of_any_kind_is_no_crash(data, project):
    odd = st.sampled_from([
        "None", "1", "-1.5", "'x'", "b'x'", "[]", "[None]", "{}", "{1: 2}", "()", "(1, 'a')", "lambda: 1", "print", "int",
        "object()", "unknown", "unknown()", "f'{unknown}'", "...", "dag", "t", "[t, None, 3]", "{'a': t}", "t.output",
        "t >> t2", "range(3)", "{1, 2}", "1 if unknown else 'a'", "(x for x in [t])", "DAG", "TaskGroup", "float('nan')",
        "float('inf')", "10**30", "True", "timedelta(days=1)", "datetime.min", "'a' * 5000", "type", "super", "task",
    ])  # fmt: skip
    name = st.sampled_from([
        "task_id", "retries", "retry_delay", "pool", "trigger_rule", "dag", "task_group", "default_args", "schedule", "tags",
        "start_date", "outlets", "python_callable", "on_failure_callback", "group_id", "params", "timeout", "op_args",
        "external_dag_id", "external_task_ids", "trigger_dag_id", "max_active_runs", "dag_id", "mode", "email", "sla",
    ])  # fmt: skip
    text = (
        "from datetime import datetime, timedelta\nfrom airflow import DAG\nfrom airflow.decorators import dag as d, task, task_group\n"
        "from airflow.operators.python import PythonOperator\nfrom airflow.utils.task_group import TaskGroup\n"
        "from airflow.models.baseoperator import chain, cross_downstream\nfrom airflow.utils.edgemodifier import Label\n"
        "from airflow.datasets import Dataset\nfrom airflow.sensors.external_task import ExternalTaskSensor\n"
        "dag = DAG('one')\nt = PythonOperator(task_id='t', dag=dag)\nt2 = PythonOperator(task_id='t2', dag=dag)\n"
        "@task\ndef f(*a, **k): pass\n@task_group\ndef g(*a, **k): f(*a)\nwith DAG('two'):\n"
    )
    calls = st.sampled_from([
        "PythonOperator(task_id='z', {n}={v})", "DAG({v}, {n}={v})", "TaskGroup({v})", "TaskGroup('g', {n}={v})", "f({v})",
        "f.override({n}={v})()", "f.expand(x={v})", "f.partial({n}={v}).expand({n}={v})", "f.expand_kwargs({v})", "g({v})",
        "g.expand(x={v})", "PythonOperator.partial(task_id='z', {n}={v}).expand({n}={v})", "chain({v}, {v}, t)",
        "cross_downstream({v}, {v})", "t >> {v}", "{v} >> t", "t << {v}", "t >> Label({v}) >> t2", "t.set_downstream({v})",
        "dag.add_task({v})", "dag.get_task({v})", "dag.set_dependency({v}, {v})", "t.{n} = {v}", "dag.{n} = {v}",
        "Dataset({v}) & Dataset({v})", "DAG('x', schedule={v}).add_task(t)", "d({v})(f)()", "task({v})", "task.bash({v})()",
        "f({v}) >> f({v})", "t.as_teardown(setups={v})", "t.as_setup()", "ExternalTaskSensor(task_id='e', {n}={v})",
        "PythonOperator({v})", "PythonOperator(**{v})", "PythonOperator(*{v})", "f(*{v}, **{v})", "globals()[{v}] = DAG('y')",
        "t.output[{v}]", "t.xcom_pull({v})", "f.expand(x=f({v})).map({v})", "task_group({v})()", "list({v}) >> t",
    ])  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        call = data.draw(calls)
        while "{v}" in call or "{n}" in call:
            call = call.replace("{v}", data.draw(odd), 1).replace("{n}", data.draw(name), 1)
        text += f"    {call}\n"
    for diagram in project.read_text(text).diagrams:
        document.render(diagram)
