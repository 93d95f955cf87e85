"""Comments that say what a stage was called before, in a run."""

import json

import pytest

OLD = (("extract_orders", 0), ("clean", 2), ("load", 0))
NEW = (("fetch", 5), ("clean", 2), ("load", 0))
"""The first stage has another name and other retries: it doesn't look like the old one."""

COMMENT = "  # etl-diagram: renamed-from extract_orders"


def drifts(project, *args):
    project.run("--etl-diagrams-report=report.json", *args)
    report = json.loads((project.root / "report.json").read_text(encoding="utf-8"))
    found = [one for entry in report["diagrams"] for one in entry["drift"]]
    return {one["rule"]: (one["before"], one["after"]) for one in found}, report["problems"]


@pytest.fixture
def sales(project):
    project.write_dag("dags/sales.py", "sales", tasks=OLD)
    project.accept()
    write_new(project)
    return project


def write_new(project, comment="", line="fetch = "):
    """Write the DAG with another first stage: SQL, and not a command."""
    project.write_dag("dags/sales.py", "sales", tasks=NEW)
    path = project.root / "dags/sales.py"
    text = path.read_text(encoding="utf-8").replace(
        "BashOperator(task_id", "SQLOperator(task_id", 1
    )
    text = text.replace("import BashOperator", "import BashOperator, SQLOperator")
    lines = [each + comment if line in each else each for each in text.split("\n")]
    path.write_text("\n".join(lines), encoding="utf-8")


def test_without_a_comment_a_stage_that_looks_otherwise_is_another_one(sales):
    found, _ = drifts(sales)
    assert "stage-removed" in found
    assert "stage-renamed" not in found


def test_with_a_comment_it_is_the_same_one(sales):
    write_new(sales, COMMENT)
    found, problems = drifts(sales)
    assert found["stage-renamed"] == ("extract_orders", "fetch")
    assert "stage-removed" not in found
    assert problems == []


def test_a_rename_can_be_allowed_beside(sales):
    write_new(sales, f"{COMMENT}  # etl-diagram: allow * -- new names")
    sales.run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("comment", "line"),
    [
        (COMMENT, "load = "),
        ("  # etl-diagram: renamed-from extract", "fetch = "),
        ("  # etl-diagram: renamed-from clean", "fetch = "),
    ],
    ids=["on another stage", "a name that no stage had", "a name that is still there"],
)
def test_a_comment_that_renames_nothing_is_told(sales, comment, line):
    write_new(sales, comment, line)
    found, problems = drifts(sales)
    assert "stage-renamed" not in found
    (problem,) = problems
    number = 1 + next(
        n
        for n, each in enumerate((sales.root / "dags/sales.py").read_text("utf-8").split("\n"))
        if line in each
    )
    assert (problem["path"], problem["line"]) == ("dags/sales.py", number)
    assert "names no stage that is gone from a committed diagram" in problem["message"]


def test_a_comment_has_done_its_duty_once_the_snapshot_is_written(sales):
    write_new(sales, COMMENT)
    sales.accept()
    found, problems = drifts(sales)
    assert found == {}
    assert [problem["line"] for problem in problems] == [6]


def test_one_process_and_several_find_the_same(sales):
    write_new(sales, COMMENT)
    sales.run("--etl-diagrams-report=one.json")
    sales.run_apart("-n", "2", "--etl-diagrams-report=two.json")
    one, two = ((sales.root / name).read_bytes() for name in ("one.json", "two.json"))
    assert one == two
    assert b"stage-renamed" in one
