"""Comments that allow drifts, in a run: in code, in helper modules, and in files of data."""

import json

import pytest

ALLOW = "# etl-diagram: allow"

DAG = """\
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("sales") as dag:{dag}
    extract = BashOperator(task_id="extract", retries={retries})
    load = BashOperator(  {head}
        task_id="load",
        retries={retries},{inside}
    )

extract >> load
"""


def write_dag(project, retries, head="", inside="", dag=""):
    text = DAG.format(retries=retries, head=head, inside=inside, dag=dag)
    project.write("dags/sales.py", text.replace("  \n", "\n"))


@pytest.fixture
def sales(project):
    write_dag(project, 3)
    project.accept()
    return project


def report(project, *args):
    project.run("--etl-diagrams-report=report.json", *args)
    return json.loads((project.root / "report.json").read_text(encoding="utf-8"))


def allowed(project, *args):
    """Return the reasons for which drifts are allowed, "" for others, by subject."""
    found = report(project, *args)["diagrams"]
    return {one["subject"]: one["allowed"] for entry in found for one in entry["drift"]}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"head": f"{ALLOW} retries-removed -- r"}, {"extract": "", "load": "r"}),
        ({"inside": f"  {ALLOW} retries-removed -- r"}, {"extract": "", "load": "r"}),
        ({"inside": f"\n        {ALLOW} retries-* -- r"}, {"extract": "", "load": "r"}),
        (
            {"inside": f"  {ALLOW} stage-removed, retries-removed -- r"},
            {"extract": "", "load": "r"},
        ),
        ({"dag": f"\n    {ALLOW} retries-removed -- r"}, {"extract": "r", "load": ""}),
        ({"inside": f"  {ALLOW} retries-reduced -- r"}, {"2 stages: extract, load": ""}),
        (
            {"inside": f"  {ALLOW} retries-removed until 2020-01-01 -- r"},
            {"2 stages: extract, load": ""},
        ),
        ({"dag": f"  {ALLOW} retries-removed -- r"}, {"2 stages: extract, load": "r"}),
        (
            {"dag": f"  {ALLOW} retries-removed -- r", "head": f"{ALLOW} retries-removed -- s"},
            {"2 stages: extract, load": "r"},
        ),
    ],
)
def test_a_comment_in_code_allows_the_drifts_of_its_statement(sales, places, expected):
    write_dag(sales, 0, **places)
    assert allowed(sales) == expected


def test_a_removed_stage_is_allowed_where_the_diagram_is_made(sales):
    write_dag(sales, 3, dag=f"  {ALLOW} stage-removed -- moved to the lake")
    text = (sales.root / "dags/sales.py").read_text(encoding="utf-8")
    sales.write("dags/sales.py", text[: text.index("    load =")])
    found = report(sales)["diagrams"][0]
    reasons = {one["rule"]: one["allowed"] for one in found["drift"]}
    assert reasons["stage-removed"] == "moved to the lake"


def test_a_comment_in_a_helper_module_allows_what_is_made_there(project):
    helper = "from airflow.operators.bash import BashOperator\n\ndef load():\n    {0}return Bash"
    helper += 'Operator(task_id="load", retries={1})\n'
    project.write("dags/helper.py", helper.format("", 3))
    project.write(
        "dags/sales.py",
        'from airflow import DAG\nfrom helper import load\n\nwith DAG("sales"):\n    load()\n',
    )
    project.accept()
    project.write("dags/helper.py", helper.format(f"{ALLOW} retries-removed -- r\n    ", 0))
    found = report(project)
    assert [one["location"]["path"] for one in found["diagrams"][0]["drift"]] == ["dags/helper.py"]
    assert [one["allowed"] for one in found["diagrams"][0]["drift"]] == ["r"]
    assert found["problems"] == []


COMPOSE = """\
services:
{above}  worker:
    image: org/worker:{tag}{behind}
    restart: always
  db:
    image: postgres:{tag}
"""


@pytest.mark.parametrize(
    ("places", "is_allowed"),
    [
        ({"above": f"  {ALLOW} image-* -- r\n"}, True),
        ({"behind": f"  {ALLOW} image-* -- r"}, True),
        ({"above": f"  {ALLOW} image-* -- r\n\n  # other\n"}, True),
        ({"above": f"  {ALLOW} service-removed -- r\n"}, False),
        ({}, False),
    ],
)
def test_a_comment_in_yaml_allows_the_drifts_of_its_block(project, places, is_allowed):
    text = {"above": "", "behind": ""}
    project.write("compose.yml", COMPOSE.format(**text, tag="15.1"))
    project.accept()
    project.write("compose.yml", COMPOSE.format(**(text | places), tag="16.2"))
    found = allowed(project, "-o", "etl_diagrams_kinds=deployment")
    assert found["db"] == ""
    assert found["worker"] == ("r" if is_allowed else "")


def test_a_service_that_is_gone_is_allowed_at_the_head_of_its_file(project):
    text = COMPOSE.format(above="", behind="", tag="15.1")
    project.write("compose.yml", text)
    project.accept()
    project.write("compose.yml", f"{ALLOW} service-* -- r\n\n{text[: text.index('  db')]}")
    assert set(allowed(project).values()) == {"r"}


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("airflow.cfg", "[core]\n{0}executor = {1}Executor\n", "Celery", "Local"),
        ("Dockerfile", "FROM python:{1}\n{0}HEALTHCHECK CMD a\nCMD b\n", "3.11", "3.11"),
    ],
)
def test_a_comment_in_other_files_allows_the_drifts_of_its_line(project, name, text, old, new):
    project.write(name, text.format("", old))
    project.accept()
    changed = text.format(f"{ALLOW} * -- r\n", new)
    if name == "Dockerfile":
        changed = changed.replace("CMD a", "CMD c")
    project.write(name, changed)
    reasons = allowed(project)
    assert reasons
    assert set(reasons.values()) == {"r"}


def test_a_wrong_comment_is_told_in_every_run_and_fails_nothing(sales):
    write_dag(sales, 3, head=f"{ALLOW} retry-removed -- r")
    for args in ((), ("-k", "sales"), ("dags/sales.py",)):
        result = sales.run(*args)
        result.assert_outcomes(passed=1)
        result.stdout.fnmatch_lines(
            ["*dags/sales.py:6: 'etl-diagram: allow retry-removed -- r' names no rule with *"]
        )


def test_a_fault_of_this_plugin_in_reading_comments_fails_nothing(sales, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    write_dag(sales, 3, head=f"{ALLOW} retries-removed -- r")
    monkeypatch.setattr("pytest_etl_diagram.policy.comments.read_comments", fail)
    result = sales.run()
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*dags/sales.py: its comments can't be read because of a fault*"])
