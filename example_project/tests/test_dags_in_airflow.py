"""The committed drawings of the DAGs say what Airflow itself says of them.

Airflow is no dependency of this project: these tests run where it is installed, as in
`pip install -e ".[airflow]" pytest-etl-diagram && pytest -m airflow`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
DRAWINGS = PROJECT / "__etl_diagrams__"
DAGS = {
    "daily_sales_etl": "dags/daily_sales_dag.py/dag.daily_sales_etl.md",
    "user_events": "dags/user_events_dag.py/dag.user_events.md",
}
PRESETS = {"@daily": "0 0 * * *"}
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def airflow_is_missing():
    """Return why Airflow can't be asked, "" if it can."""
    try:
        found = version("apache-airflow-core")
    except PackageNotFoundError:
        return "Airflow 3 is not installed"
    return "" if int(found.split(".")[0]) >= 3 else f"Airflow {found} is older than 3"


pytestmark = [
    pytest.mark.airflow,
    pytest.mark.skipif(bool(airflow_is_missing()), reason=airflow_is_missing() or "-"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what Airflow says of the DAGs folder."""
    home = tmp_path_factory.mktemp("airflow")
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("airflow_says.py"), "dags", home / "told.json"],
        cwd=PROJECT,
        env=os.environ | {"AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((home / "told.json").read_text(encoding="utf-8"))


@pytest.fixture
def drawn():
    """Return a function from a DAG's id to the graph of its committed drawing."""
    mermaid = pytest.importorskip(
        "pytest_etl_diagram.mermaid", reason="pytest-etl-diagram is not installed"
    )
    return lambda name: mermaid.parse((DRAWINGS / DAGS[name]).read_text(encoding="utf-8")).graph


def tasks_of(graph):
    return {node.id: node for node in graph.nodes if node.role != "schedule"}


def seconds(text):
    """Return how many seconds `1h 30m` are."""
    if text is None:
        return None
    return sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", text))


def facts_told(task):
    """Return what a drawing has to say of a task that Airflow tells of."""
    is_sensor = task["timeout"] is not None
    return {
        "operator": task["operator"],
        "group": task["group"] or "",
        "callable": task["callable"] if task["operator"] == "PythonOperator" else None,
        "mapped": task["mapped"],
        "retries": task["retries"],
        "retry_delay": task["retry_delay"],
        "trigger_rule": task["trigger_rule"],
        "execution_timeout": task["execution_timeout"],
        "timeout": task["timeout"],
        "mode": task["mode"] if is_sensor else None,
        "external": ".".join(task["external"]) if all(task["external"]) else None,
    }


def facts_drawn(node, groups):
    return {
        "operator": node.fact("operator"),
        "group": groups[node.group],
        "callable": node.fact("callable"),
        "mapped": node.fact("mapped") is not None,
        "retries": int(node.fact("retries") or 0),
        "retry_delay": seconds(node.fact("retry_delay")),
        "trigger_rule": node.fact("trigger_rule") or "all_success",
        "execution_timeout": seconds(node.fact("execution_timeout")),
        "timeout": seconds(node.fact("timeout")),
        "mode": node.fact("mode"),
        "external": node.fact("external"),
    }


def test_airflow_loads_both_dags_and_no_other(told):
    assert told["errors"] == {}
    assert told["dags"].keys() == DAGS.keys()
    assert all((DRAWINGS / drawing).exists() for drawing in DAGS.values())


@pytest.mark.parametrize("name", DAGS)
def test_drawn_tasks_are_airflow_s_with_all_that_is_said_of_them(told, drawn, name):
    graph = drawn(name)
    groups = {"": "", **{group.id: group.name for group in graph.groups}}
    assert {node.name: facts_drawn(node, groups) for node in tasks_of(graph).values()} == {
        task: facts_told(of) for task, of in told["dags"][name]["tasks"].items()
    }


@pytest.mark.parametrize("name", DAGS)
def test_drawn_arrows_are_airflow_s_dependencies(told, drawn, name):
    graph = drawn(name)
    tasks = tasks_of(graph)
    assert {edge.kind for edge in graph.edges} == {"depends"}
    arrows = sorted([tasks[edge.source].name, tasks[edge.target].name] for edge in graph.edges)
    assert arrows == told["dags"][name]["edges"]


@pytest.mark.parametrize("name", DAGS)
def test_drawn_schedule_is_airflow_s(told, drawn, name):
    (node,) = (node for node in drawn(name).nodes if node.role == "schedule")
    dag = told["dags"][name]
    schedule = node.name.partition(": ")[2] or node.fact("schedule")
    assert PRESETS.get(schedule, schedule) == dag["schedule"]
    assert node.fact("catchup") == str(dag["catchup"])
    assert node.fact("start_date") == dag["start_date"]
    assert node.fact("tags") == ", ".join(dag["tags"])
    assert node.fact("on_failure_callback") == dag["on_failure_callback"]
    if node.fact("max_active_runs"):
        assert node.fact("max_active_runs") == str(dag["max_active_runs"])
