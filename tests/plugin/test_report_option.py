"""--etl-diagrams-report=FILE."""

import json

import pytest


@pytest.fixture
def mixed(sales):
    """A project with a diagram of each status, an orphan and a problem."""
    sales.write_dag("dags/drifted.py", "drifted")
    sales.write_dag("dags/old.py", "old")
    sales.accept()
    (sales.root / "dags/old.py").unlink()
    sales.write_dag("dags/drifted.py", "drifted", tasks=(("extract", 0), ("load", 0)))
    sales.write_dag("dags/new.py", "new", tasks=(("poll", 0), ("split", 1), ("publish", 0)))
    sales.write("dags/broken.py", "from airflow import DAG\nSYNTAX! = (\n")
    return sales


def read(project, name="report.json"):
    return json.loads((project.root / name).read_text(encoding="utf-8"))


def statuses(report):
    return {entry["name"]: entry["status"] for entry in report["diagrams"]}


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_report_holds_what_was_found(mixed, workers):
    run = mixed.run_apart if workers else mixed.run
    run("--etl-diagrams-report=report.json", *workers)
    report = read(mixed)
    assert report["format_version"] == 1
    assert statuses(report) == {"drifted": "drifted", "new": "missing", "sales": "passed"}
    drifted = report["diagrams"][0]
    assert drifted["nodeid"] == "dags/drifted.py::dag[drifted]"
    assert drifted["snapshot"] == "__etl_diagrams__/dags/drifted.py/dag.drifted.md"
    assert [(d["rule"], d["fails"]) for d in drifted["drift"]] == [("retries-removed", True)]
    assert drifted["drift"][0]["location"]["path"] == "dags/drifted.py"
    names = {node["name"] for node in drifted["graph"]["nodes"]}
    assert {"extract", "load"} <= names
    assert report["orphans"] == ["__etl_diagrams__/dags/old.py/dag.old.md"]
    assert [problem["path"] for problem in report["problems"]] == ["dags/broken.py"]


def test_sarif_holds_what_was_found(mixed):
    mixed.run("--etl-diagrams-report=report.sarif")
    (run,) = read(mixed, "report.sarif")["runs"]
    assert {
        result["ruleId"]: physical(result)["artifactLocation"]["uri"] for result in run["results"]
    } == {
        "retries-removed": "dags/drifted.py",
        "snapshot-missing": "dags/new.py",
        "source-unread": "dags/broken.py",
        "snapshot-orphaned": "__etl_diagrams__/dags/old.py/dag.old.md",
    }
    lines = {result["ruleId"]: physical(result).get("region") for result in run["results"]}
    assert lines["retries-removed"]["startLine"] > 1


def physical(result):
    return result["locations"][0]["physicalLocation"]


def test_diagram_that_drifts_below_the_threshold_is_reported_as_passed_with_its_drifts(mixed):
    for level, status in (("breaking", "passed"), ("any", "drifted")):
        mixed.write_dag("dags/drifted.py", "drifted", tasks=(("extract", 4), ("load", 0)))
        mixed.run(f"--etl-diagrams-fail-on={level}", "--etl-diagrams-report=report.json")
        report = read(mixed)
        drifted = report["diagrams"][0]
        assert (report["fail_on"], drifted["status"]) == (level, status)
        assert [(d["level"], d["fails"]) for d in drifted["drift"]] == [("info", level == "any")]


def test_reports_of_one_process_and_of_xdist_are_equal(mixed):
    mixed.run("--etl-diagrams-report=one.json")
    mixed.run_apart("-n", "2", "--etl-diagrams-report=two.json")
    assert read(mixed, "one.json") == read(mixed, "two.json")


def test_report_can_be_written_to_several_files_in_new_folders(sales):
    sales.run("--etl-diagrams-report=one.json", "--etl-diagrams-report=out/new/two.json")
    assert read(sales, "one.json") == read(sales, "out/new/two.json")


def test_updated_diagrams_are_reported_as_such(project):
    project.write_dag("dags/sales.py", "sales")
    project.accept("--etl-diagrams-report=report.json")
    assert statuses(read(project)) == {"sales": "updated"}


def test_damaged_snapshot_is_reported_as_error(sales):
    sales.write("__etl_diagrams__/dags/sales.py/dag.sales.md", "nothing")
    sales.run("--etl-diagrams-report=report.json")
    assert statuses(read(sales)) == {"sales": "error"}


def test_report_that_cannot_be_written_fails_the_run(sales):
    sales.write("out", "a file where a folder has to be")
    result = sales.run("--etl-diagrams-report=out/report.json")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["--etl-diagrams-report: *report.json can't be written: *"])


def test_collect_only_writes_no_report(sales):
    sales.run("--collect-only", "--etl-diagrams-report=report.json")
    assert not (sales.root / "report.json").exists()


def test_a_page_without_the_extra_is_written_and_says_what_to_install(sales, monkeypatch):
    from pytest_etl_diagram.report.html import engine  # noqa: PLC0415 -- as the run imports it

    monkeypatch.setattr(engine, "_PACKAGE", "no_such_package_as_this")
    result = sales.run("--etl-diagrams-report=report.html")
    assert result.ret == 0
    result.stdout.fnmatch_lines(['*pip install "pytest-etl-diagram?html?"*'])
    assert "<html" in (sales.root / "report.html").read_text(encoding="utf-8")
