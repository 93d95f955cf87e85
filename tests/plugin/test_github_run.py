"""A run in a workflow of GitHub Actions: annotations, and the job's summary."""

import pytest

PATH = "dags/sales.py"


@pytest.fixture
def drifted(sales, monkeypatch):
    sales.write_dag(PATH, "sales", tasks=(("extract", 0), ("load", 0)))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(sales.root))
    return sales


def commands(result):
    return [line for line in result.outlines if line.startswith("::")]


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_a_failing_drift_is_shown_at_its_line(drifted, workers):
    run = drifted.run_apart if workers else drifted.run
    (command,) = commands(run(*workers))
    assert command.startswith(f"::error file={PATH},line=6,title=")
    assert "retries-removed" in command


def test_a_missing_snapshot_is_shown_at_its_file(drifted):
    tasks = (("poll", 0), ("split", 1), ("publish", 0))
    drifted.write_dag("dags/new.py", "new", tasks=tasks)
    assert any("file=dags/new.py" in command for command in commands(drifted.run()))


def test_what_is_let_pass_is_not_shown(drifted):
    drifted.ini(etl_diagrams_rules="retries-removed = info", etl_diagrams_fail_on="warning")
    assert commands(drifted.run()) == []


def test_elsewhere_nothing_of_it_is_printed(drifted, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert commands(drifted.run()) == []


def test_paths_are_those_of_the_repository(drifted, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(drifted.root.parent))
    (command,) = commands(drifted.run())
    assert f"file={drifted.root.name}/{PATH}," in command


def test_the_jobs_summary_is_markdown_behind_what_other_steps_wrote(drifted, monkeypatch):
    summary = drifted.write("outside/step_summary_1", "# Other step\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    drifted.run(f"--etl-diagrams-report={summary}")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Other step\n")
    assert "retries-removed" in text


def test_another_file_without_a_suffix_is_no_report(drifted):
    result = drifted.run("--etl-diagrams-report=summary")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--etl-diagrams-report: 'summary'*.md*"])
