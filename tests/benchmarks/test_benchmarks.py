"""What the benchmarks print and what they measure; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import re
import sys

import pytest

from tests.accuracy.corpus import CACHE_VARIABLE

from . import __main__ as command
from . import projects
from .projects import passed, trivial
from .runs import Command, RunError, environment, measure, run
from .synthetic import module_paths, repository, team_of
from .table import HEAD, TIMES


def test_trivial_tests_are_as_many_as_wanted_in_as_many_files():
    root = trivial(7, 3)
    texts = [path.read_text(encoding="utf-8") for path in sorted(root.glob("tests/test_*.py"))]
    assert [text.count("def test_") for text in texts] == [3, 2, 2]
    assert passed("5 warnings\n1 failed, 7 passed, 2 skipped in 0.1s") == 7


def test_a_quick_run_prints_a_table_of_what_it_measured(capsys, tmp_path):
    data = tmp_path / "runs.json"
    wanted = ["cold", "off", "pyreverse"]
    arguments = ["--quick", "--modules", "6", "--only", *wanted, "--json", str(data)]
    assert command.main(arguments) == 0
    head, empty, *lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"One run, in turn, on \d+ .+, Python 3\.\S+, .*libcst \S+;?.*\.", head)
    assert empty == ""
    assert lines[0] == f"| {' | '.join(HEAD)} |"
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert {len(row) for row in rows} == {len(HEAD)}
    figures = {row[0]: row[1:] for row in rows}
    ours, peer, ratio, processor, target, met = figures["cold, synthetic-6"]
    assert re.fullmatch(r"[\d.]+ m?s", ours)
    assert re.fullmatch(r"[\d.]+ m?s \(libcst parses \d+ files\)", peer)
    assert re.fullmatch(rf"[\d.]+ {TIMES}", ratio)
    assert re.fullmatch(rf"([\d.]+ {TIMES})?", processor)
    assert target == "≤ 1.5"
    assert met in {"yes", "no"}
    assert figures["off"][0] == "not measured: needs the package index"
    told = json.loads(data.read_text(encoding="utf-8"))
    assert [row["measure"] for row in told["rows"]] == [row[0] for row in rows]
    assert {len(runs) for row in told["rows"] for runs in row["runs"].values()} == {1}


def test_what_libcst_parses_in_a_run_is_what_the_floor_parses():
    project = projects.synthetic(6)
    written = repository(6)
    kept = {path.read_text(encoding="utf-8") for path in project.kept.glob("*.py")}
    modules = {path for path, text in written.items() if text in kept and path.endswith(".py")}
    assert {*module_paths(6), f"include/{team_of(0)}/tasks.py"} <= modules
    assert kept <= {*written.values(), (project.root / "tests" / "test_nothing.py").read_text()}
    assert project.items > project.files > 6


def test_without_airflow_the_line_says_how_to_get_it(capsys, monkeypatch):
    monkeypatch.setattr("tests.benchmarks.measures.dagbag.find_spec", lambda _: None)
    assert command.main(["--quick", "--only", "dagbag"]) == 0
    assert "install the extra `airflow`" in capsys.readouterr().out


def test_a_failing_run_is_reported_instead_of_measured(tmp_path):
    (tmp_path / "test_wrong.py").write_text("def test_wrong():\n    assert 0, 'why'\n")
    failing = Command("wrong", (sys.executable, "-m", "pytest", "-q"), tmp_path)
    with pytest.raises(RunError, match=r"^wrong: exit code 1: .*1 failed"):
        measure([failing], 1)


def test_a_measure_whose_run_fails_has_a_row_without_figures(capsys, monkeypatch):
    broken = {"docker-compose.yml": "services: {}\n", "dags/broken.py": "import airflow\nDAG(\n"}
    monkeypatch.setattr("tests.benchmarks.projects.repository", lambda _: broken)
    assert command.main(["--quick", "--modules", "3", "--only", "cold"]) == 0
    (row,) = capsys.readouterr().out.splitlines()[4:]
    assert row.startswith("| cold, synthetic | not measured: drawing synthetic-3: exit code 1: ")


def test_a_run_past_its_limit_is_ended_and_said(tmp_path):
    sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(RunError, match=r"^asleep: ended after \d+ s$"):
        run(Command("asleep", sleeping, tmp_path, limit=0.2))


@pytest.mark.parametrize(("rounds", "names"), [(1, "ab"), (3, "ababbaab")])
def test_the_order_goes_back_and_forth_after_a_run_that_does_not_count(tmp_path, rounds, names):
    order = []
    commands = [
        Command(
            name, (sys.executable, "-c", ""), tmp_path, before=lambda name=name: order.append(name)
        )
        for name in "ab"
    ]
    assert [len(each.samples) for each in measure(commands, rounds)] == [rounds] * 2
    assert "".join(order) == names


def test_what_runs_keeps_bytecode_and_knows_nothing_of_ci(monkeypatch):
    for name in ("PYTHONDONTWRITEBYTECODE", "CI", "GITHUB_ACTIONS", "PYTEST_ADDOPTS"):
        monkeypatch.setenv(name, "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX")
    given = environment()
    assert not {"PYTHONDONTWRITEBYTECODE", "CI", "GITHUB_ACTIONS", "PYTEST_ADDOPTS"} & given.keys()
    assert given["PYTHONHASHSEED"] == "0"
    assert given["PYTHONPYCACHEPREFIX"].startswith(os.environ[CACHE_VARIABLE])
