"""What a run keeps for the next one, and when that counts."""

import json
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams import stored

STORE = ".pytest_cache/d/etl-diagrams/diagrams.sqlite"

HELPER = """\
from airflow.operators.bash import BashOperator

def load(table, retries={retries}):
    return BashOperator(task_id=f"load_{{table}}", retries=retries)
"""

USER = """\
from airflow import DAG
from helpers import load

with DAG("{name}") as dag:
    load("{name}") >> load("copy")
"""


def work(result):
    """Return how many files a run with -v evaluated, and how many were unchanged."""
    for line in result.outlines:
        found = re.fullmatch(r"(\d+) files? evaluated(?:, (\d+) unchanged)?", line)
        if found:
            return int(found[1]), int(found[2] or 0)
    raise AssertionError(result.outlines)


@pytest.fixture
def sales(project):
    """Three DAG files, two of which make their tasks with a helper, and their snapshots."""
    project.write("dags/helpers.py", HELPER.format(retries=3))
    project.write("dags/north.py", USER.format(name="north"))
    project.write("dags/south.py", USER.format(name="south"))
    project.write_dag("dags/alone.py", "alone")
    project.accept()
    return project


def test_a_run_after_a_run_evaluates_nothing(sales):
    assert work(sales.run("-v")) == (0, 3)


def test_a_first_run_evaluates_every_file_that_may_hold_a_pipeline(project):
    project.write_dag("dags/one.py", "one")
    project.write("dags/other.py", "x = 1\n")
    assert work(project.run("-v")) == (1, 0)


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("dags/alone.py", "retries=3", "retries=2", (1, 2)),
        ("dags/helpers.py", "retries=3", "retries=2", (2, 1)),
        ("dags/alone.py", "from airflow import DAG", "from airflow import DAG  # said", (1, 2)),
    ],
)
def test_what_is_edited_is_evaluated_and_what_depends_on_it(sales, path, old, new, expected):
    text = (sales.root / path).read_text(encoding="utf-8")
    sales.write(path, text.replace(old, new))
    assert work(sales.run("-v")) == expected
    assert work(sales.run("-v")) == (0, 3)


def test_a_new_module_that_an_import_finds_first_counts_as_a_change(sales):
    sales.write("dags/helpers/__init__.py", HELPER.format(retries=5))
    result = sales.run("-v")
    assert work(result) == (2, 1)
    result.stdout.fnmatch_lines(["*retries*3*5*"])


def test_a_helper_that_is_gone_counts_as_a_change(sales):
    (sales.root / "dags/helpers.py").unlink()
    assert work(sales.run("-v")) == (2, 1)


def test_a_file_with_its_former_content_is_known_again(sales):
    text = (sales.root / "dags/alone.py").read_text(encoding="utf-8")
    sales.write("dags/alone.py", text + "\n# said\n")
    sales.run()
    sales.write("dags/alone.py", text)
    assert work(sales.run("-v")) == (0, 3)


def test_a_changed_setting_makes_every_file_new(sales):
    assert work(sales.run("-v", "-o", "etl_diagrams_kinds=dag")) == (3, 0)


def test_another_file_of_variables_makes_every_file_new(sales):
    sales.write("variables.json", '{"x": 1}')
    option = ("-o", "etl_diagrams_variables=variables.json")
    assert work(sales.run("-v", *option)) == (3, 0)
    assert work(sales.run("-v", *option)) == (0, 3)
    sales.write("variables.json", '{"x": 2}')
    assert work(sales.run("-v", *option)) == (3, 0)


def test_cache_clear_forgets(sales):
    assert work(sales.run("-v", "--cache-clear")) == (3, 0)
    assert work(sales.run("-v")) == (0, 3)


def test_without_the_cache_provider_nothing_is_kept_and_nothing_known(sales):
    assert work(sales.run("-v", "-p", "no:cacheprovider")) == (3, 0)
    (sales.root / STORE).unlink()
    sales.run("-p", "no:cacheprovider")
    assert not (sales.root / STORE).exists()


def drift(project):
    text = (project.root / "dags/helpers.py").read_text(encoding="utf-8")
    project.write("dags/helpers.py", text.replace("retries=3", "retries=1"))


def shown(result):
    """Return the lines of a run that don't tell how long it took or what it evaluated."""
    left = (" in ", "evaluated", "cachedir", "plugins:", "platform")
    return [line for line in result.outlines if not any(word in line for word in left)]


def test_a_failure_reads_the_same_from_the_cache(sales):
    drift(sales)
    first, second = sales.run("-v"), sales.run("-v")
    assert work(second) == (0, 3)
    assert first.ret == second.ret == 1
    assert shown(first) == shown(second)


def test_what_is_told_of_a_file_is_loaded_once_however_many_diagrams_drifted(sales, monkeypatch):
    drift(sales)
    sales.run()
    loaded = []
    load = stored.load_reading
    monkeypatch.setattr(stored, "load_reading", lambda text: loaded.append(text) or load(text))
    sales.run().assert_outcomes(passed=1, failed=2)
    assert len(loaded) == len(set(loaded)) > 0


@pytest.mark.parametrize("suffix", ["json", "md", "html", "sarif"])
def test_a_report_is_the_same_from_the_cache(sales, suffix):
    drift(sales)
    reports = []
    for number in range(2):
        sales.run(f"--etl-diagrams-report=report{number}.{suffix}")
        reports.append((sales.root / f"report{number}.{suffix}").read_bytes())
    assert reports[0] == reports[1]


def test_what_is_written_is_the_same_from_the_cache(sales):
    drift(sales)
    assert sales.run().ret == 1
    sales.accept()
    written = {name: sales.snapshot(name).read_bytes() for name in sales.snapshots()}
    sales.accept("--cache-clear")
    assert written == {name: sales.snapshot(name).read_bytes() for name in sales.snapshots()}
    assert sales.run().ret == 0


def test_problems_are_told_again(project):
    project.write_dag("dags/good.py", "good", before="import broken")
    project.write("dags/broken.py", "def (:\n")
    project.write("dags/wrong.py", "from airflow import DAG\ndag = DAG('x'\n")
    first, second = project.run("-v"), project.run("-v")
    assert work(second)[0] == 0
    assert shown(first) == shown(second)


SECRETS = """\
import os
import psycopg2, requests, sqlalchemy

PASSWORD = "hunter2-const"
AT = sqlalchemy.create_engine("postgresql://u:hunter2-engine@db/sales")

class SalesPipeline:
    def __init__(self, token="hunter2-default"):
        self.token = token

    def run(self):
        rows = requests.get("https://u:hunter2-url@api.example.com/x?api_key=hunter2-query").json()
        connection = psycopg2.connect(host="db", password="hunter2-call", user="u")
        connection.cursor().execute("insert into sales.orders select 1")
        requests.post("https://hooks.example.com", headers={"Authorization": "Bearer hunter2-head"})
        if self.token == "hunter2-compared":
            raise ValueError("hunter2-raised password=hunter2-said")
        os.system("PGPASSWORD=hunter2-shell psql")

if __name__ == "__main__":
    SalesPipeline().run()
"""


def texts_of(project):
    with sqlite3.connect(project.root / STORE) as store:
        return [bytes(row[0]).decode() for row in store.execute("select text from texts")]


def test_the_store_holds_json_and_no_secret(project):
    project.write_dag("dags/a.py", "a", before="url = 'postgres://u:hunter2@db/x'")
    project.write("etl/sales.py", SECRETS)
    project.accept()
    texts = texts_of(project)
    assert len(texts) > 4
    assert all(json.loads(text) is not None for text in texts)
    found = set(re.findall(r"hunter2[-a-z]*", "".join(texts)))
    drawn = "".join(project.snapshot(name).read_text("utf-8") for name in project.snapshots())
    assert found <= set(re.findall(r"hunter2[-a-z]*", drawn))


DAMAGES = {
    "no database": lambda _: b"hello" * 500,
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda _: b"",
    "flipped": lambda data: data[:200] + bytes(byte ^ 255 for byte in data[200:]),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_not_trusted_and_fails_nothing(sales, damage):
    store = sales.root / STORE
    for name in (f"{STORE}-wal", f"{STORE}-shm"):
        (sales.root / name).unlink(missing_ok=True)
    store.write_bytes(DAMAGES[damage](store.read_bytes()))
    result = sales.run("-v")
    assert result.ret == 0
    assert work(result) == (3, 0)
    if damage != "emptied":
        result.stdout.fnmatch_lines(["1 warning:", "*diagrams.sqlite*--cache-clear*"])
    assert sales.run("--cache-clear").ret == 0
    assert work(sales.run("-v")) == (0, 3)


def test_a_row_that_was_tampered_with_is_not_trusted(sales):
    drift(sales)
    sales.run()
    with sqlite3.connect(sales.root / STORE) as store:
        for rowid, text in store.execute("select rowid, text from texts").fetchall():
            changed = bytes(text).replace(b'"north"', b'"forged"')
            store.execute("update texts set text = ? where rowid = ?", (changed, rowid))
    result = sales.run("-v")
    assert "forged" not in result.stdout.str()
    assert work(result)[0] >= 1


def test_a_folder_in_the_place_of_the_cache_fails_nothing(sales):
    (sales.root / STORE).unlink()
    (sales.root / STORE).mkdir()
    result = sales.run("-v")
    assert result.ret == 0
    assert work(result) == (3, 0)
    result.stdout.fnmatch_lines(["1 warning:", "*diagrams.sqlite*"])


def test_a_comment_that_allows_counts_from_the_cache(sales):
    sales.write(
        "dags/helpers.py",
        HELPER.format(retries=1).replace(
            "(task_id", "(  # etl-diagram: allow retries-reduced -- said\n        task_id"
        ),
    )
    first, second = sales.run("-v"), sales.run("-v")
    assert first.ret == second.ret == 0
    assert work(second) == (0, 3)
    assert shown(first) == shown(second)
    second.stdout.fnmatch_lines(["*retries-reduced*said*"])


PROBE = """\
import sys

def pytest_unconfigure():
    heavy = sorted(name for name in ("libcst", "yaml", "sqlglot") if name in sys.modules)
    ours = sum(name.startswith("pytest_etl_diagram.") for name in sys.modules)
    print(f"imported {heavy} {ours}")
"""


def imported(result):
    found = re.search(r"imported (\[.*\]) (\d+)", result.stdout.str())
    return found[1], int(found[2])


@pytest.fixture
def probed(sales):
    sales.write("probe.py", PROBE)
    sales.monkeypatch.setenv("PYTHONPATH", str(sales.root))
    sales.flags_apart = ("-p", "probe", "-p", "no:hypothesispytest")
    return sales


@pytest.mark.parametrize("remark", ["", "# etl-diagram: allow retries-reduced -- said\n"])
def test_a_warm_run_imports_no_parser(probed, remark):
    probed.write("dags/alone.py", remark + (probed.root / "dags/alone.py").read_text("utf-8"))
    assert "libcst" in imported(probed.run_apart("--cache-clear"))[0]
    result = probed.run_apart("-v")
    assert work(result) == (0, 3)
    heavy, ours = imported(result)
    assert heavy == "[]"
    assert ours < 130


class TestWorkers:
    """Under pytest-xdist."""

    def test_the_workers_divide_the_files(self, project):
        for number in range(12):
            project.write_dag(f"dags/dag_{number}.py", f"dag_{number}")
        project.accept("-p", "no:cacheprovider")
        result = project.run_apart("-v", "-n", "2")
        assert result.ret == 0
        assert work(result) == (12, 0)

    @pytest.mark.parametrize("options", [("-p", "no:cacheprovider"), ("--cache-clear",)])
    def test_they_divide_them_without_a_cache_too(self, sales, options):
        assert work(sales.run_apart("-v", "-n", "2", *options)) == (3, 0)

    def test_they_know_what_a_run_without_them_has_kept(self, sales):
        assert work(sales.run_apart("-v", "-n", "2")) == (0, 3)

    def test_a_run_without_them_knows_what_they_have_kept(self, sales):
        sales.run("--cache-clear", "-p", "no:cacheprovider")
        drift(sales)
        assert work(sales.run_apart("-v", "-n", "2")) == (2, 1)
        assert work(sales.run("-v")) == (0, 3)

    def test_a_failure_reads_the_same_from_another_process(self, sales):
        drift(sales)
        alone = sales.run("-p", "no:cacheprovider", "--etl-diagrams-report=alone.json")
        result = sales.run_apart("-n", "2", "--etl-diagrams-report=divided.json")
        assert alone.ret == result.ret == 1
        alone_text = (sales.root / "alone.json").read_bytes()
        assert alone_text == (sales.root / "divided.json").read_bytes()

    def test_nothing_is_left_of_what_they_shared(self, sales, monkeypatch, tmp_path):
        folder = tmp_path / "temporary"
        folder.mkdir()
        monkeypatch.setenv("TMPDIR", str(folder))
        assert sales.run_apart("-n", "2", "-p", "no:cacheprovider").ret == 0
        assert [path.name for path in folder.iterdir() if "etl" in path.name] == []

    def test_a_worker_that_crashes_keeps_no_other_one_waiting_for_ever(self, sales):
        sales.write(
            "conftest.py",
            """\
            import os

            def pytest_collection(session):
                if os.environ.get("PYTEST_XDIST_WORKER") == "gw0" and not os.path.exists("died"):
                    open("died", "w").close()
                    from pytest_etl_diagram.collection import gathering

                    def die(*_):
                        os._exit(1)

                    gathering.FileReadings._evaluate = die
            """,
        )
        result = sales.run_apart("-v", "-n", "2", "-p", "no:cacheprovider")
        result.stdout.fnmatch_lines(["*crashed*"])


def test_two_runs_at_once_get_in_nobodys_way(sales):
    import subprocess  # noqa: PLC0415

    command = [sys.executable, "-m", "pytest", "--etl-diagrams", "--cache-clear", "-q"]
    runs = [subprocess.Popen(command, cwd=sales.root, stdout=subprocess.PIPE) for _ in range(2)]
    texts = [run.communicate()[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], texts


def test_the_cache_lies_in_the_folder_that_pytest_is_told(sales):
    sales.run("-o", "cache_dir=elsewhere")
    assert (sales.root / Path(STORE.replace(".pytest_cache", "elsewhere"))).is_file()


def test_pytest_walks_over_no_snapshot(sales):
    sales.write(
        "conftest.py",
        """\
        def pytest_collect_directory(path, parent):
            print("walks over", path.name)
        """,
    )
    for run in (sales.run, sales.run_without_flag):
        result = run("--collect-only", "-s")
        result.stdout.fnmatch_lines(["walks over dags"])
        result.stdout.no_fnmatch_line("walks over __etl_diagrams__")
