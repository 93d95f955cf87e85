"""--etl-diagrams-base: what changed since a git revision, whatever is committed by now."""

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

PATH = "dags/sales.py"
WITHOUT_RETRIES = (("extract", 0), ("load", 0))


@pytest.fixture
def history(sales):
    """A repository whose first revision has one DAG and its snapshot."""
    sales.git = lambda *words: subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", *words],
        cwd=sales.root, check=True, capture_output=True,
    )  # fmt: skip
    sales.git("init", "-q")
    sales.git("add", "-A")
    sales.git("commit", "-q", "-m", "first")
    sales.git("tag", "base")
    return sales


def lose_retries(project):
    project.write_dag(PATH, "sales", tasks=WITHOUT_RETRIES)
    project.accept()


def report_of(project, *args):
    result = project.run("--etl-diagrams-base=base", "--etl-diagrams-report=r.json", *args)
    return result, json.loads((project.root / "r.json").read_text(encoding="utf-8"))


def test_nothing_changed_is_said(history):
    result, report = report_of(history)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["Since base: no diagram changed"])
    assert report["base"] == "base"


def test_an_accepted_drift_is_explained_and_does_not_fail(history):
    lose_retries(history)
    result, report = report_of(history)
    assert result.ret == 0
    result.stdout.fnmatch_lines([
        "Since base: 1 changed",
        f"  dag sales ({PATH}) changed since base: 1 breaking",
        "  BREAKING retries-removed: *",
        f"      [*] extract  retries: 3 → 0 (default)  {PATH}:6",
    ])  # fmt: skip
    (diagram,) = (each for each in report["diagrams"] if each["kind"] == "dag")
    assert (diagram["status"], diagram["drift"]) == ("passed", [])
    assert [drift["rule"] for drift in diagram["base"]["drift"]] == ["retries-removed"]


@pytest.mark.parametrize(
    ("threshold", "fails"), [("never", 0), ("any", 1), ("warning", 1), ("breaking", 1)]
)
def test_it_fails_from_a_threshold_on_that_is_asked_for(history, threshold, fails):
    lose_retries(history)
    result, _ = report_of(history, f"--etl-diagrams-base-fail-on={threshold}")
    assert result.ret == fails


def test_a_new_diagram_and_one_that_is_gone_are_told(history):
    history.write_dag("dags/events.py", "events", tasks=(("fetch", 0), ("clean", 1)))
    (history.root / PATH).unlink()
    history.accept()
    result, report = report_of(history)
    assert result.ret == 0
    assert "dag events (dags/events.py) is new since base" in result.stdout.str()
    assert f"__etl_diagrams__/{PATH}/dag.sales.md is gone" in result.stdout.str()
    assert f"__etl_diagrams__/{PATH}/dag.sales.md" in report["gone"]


def test_a_partial_run_says_nothing_of_what_it_did_not_look_at(history):
    history.write_dag("dags/events.py", "events")
    history.accept()
    result, report = report_of(history, "dags/events.py")
    assert report["gone"] == []
    assert "is gone" not in result.stdout.str()


def test_a_renamed_diagram_is_the_same_one_under_another_name(history):
    history.write_dag(PATH, "daily_sales")
    history.accept()
    _, report = report_of(history)
    (diagram,) = (each for each in report["diagrams"] if each["kind"] == "dag")
    assert [drift["rule"] for drift in diagram["base"]["drift"]] == ["title-changed"]
    assert report["gone"] == []


def test_the_snapshots_are_read_from_git_and_not_from_the_work_tree(history):
    history.write_dag(PATH, "sales", tasks=WITHOUT_RETRIES)
    history.accept()
    before = history.snapshot(f"{PATH}/dag.sales.md").read_text(encoding="utf-8")
    result, _ = report_of(history)
    assert "retries-removed" in result.stdout.str()
    assert history.snapshot(f"{PATH}/dag.sales.md").read_text(encoding="utf-8") == before


def test_below_the_repositorys_top_folder_paths_are_the_runs(history):
    inner = history.root / "inner"
    inner.mkdir()
    for name in ("dags", "__etl_diagrams__"):
        shutil.move(history.root / name, inner / name)
    history.write("inner/pytest.ini", "[pytest]\n")
    history.git("add", "-A")
    history.git("commit", "-q", "-m", "moved")
    history.write_dag(f"inner/{PATH}", "sales", tasks=WITHOUT_RETRIES)
    result = history.run("--etl-diagrams-base=HEAD", "--rootdir=inner", "-c", "inner/pytest.ini")
    assert "changed since HEAD: 1 breaking" in result.stdout.str()


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("nowhere", "*'nowhere' is no revision of the repository at *fetch-depth: 0*"),
        ("--help", "*'--help' is no revision*"),
    ],
)
def test_an_unknown_revision_is_a_usage_error(history, revision, words):
    result = history.run(f"--etl-diagrams-base={revision}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([words])


def test_without_a_repository_the_error_says_so(sales, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(sales.root.parent))
    result = sales.run("--etl-diagrams-base=main")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--etl-diagrams-base: 'main' can't be read: *repository*"])


def test_workers_say_what_one_process_says(history):
    lose_retries(history)
    result = history.run_apart("--etl-diagrams-base=base", "-n", "2")
    result.stdout.fnmatch_lines(["Since base: 1 changed", "  BREAKING retries-removed: *"])
