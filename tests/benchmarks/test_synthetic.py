"""The generated repository: the same everywhere, true to how people write, and readable."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_etl_diagram.diagrams.project import Project

from .synthetic import module_paths, repository, team_of

ROOT = Path(__file__).parents[2]
MODULES = 60
HASHED = """
import hashlib, json
from tests.benchmarks.synthetic import repository
print(hashlib.sha256(json.dumps(repository(60)).encode()).hexdigest())
"""
SHARES = {
    r"^ *with DAG\(": (60, 85),
    r"^@dag\(": (7, 17),
    r"dag=dag,": (8, 20),
    r"^@task": (30, 50),
    r"TaskGroup\(": (4, 10),
    r"default_args=": (52, 72),
    r"^ *for .* in .*:$": (50, 100),
    r"from include\.": (20, 50),
    r"_operators import": (9, 20),
    r"yaml\.safe_load": (3, 9),
    r"globals\(\)": (3, 9),
    r"except ImportError": (10, 25),
    r"TriggerRule\.": (17, 35),
    r"Sensor\(": (8, 18),
    r"\.expand\(": (2, 8),
}
"""What DAG modules hold, and in how many of a hundred: least and most."""


def write(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("seed", ["0", "123"])
def test_the_repository_has_the_same_bytes_under_every_hash_seed(seed):
    done = subprocess.run(
        [sys.executable, "-c", HASHED],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
    )
    here = hashlib.sha256(json.dumps(repository(60)).encode()).hexdigest()
    assert done.stdout.strip() == here


def test_a_bigger_repository_holds_a_smaller_one_to_the_byte():
    assert repository(20).items() <= repository(70).items()


def test_every_python_file_of_the_repository_is_python():
    for path, text in repository(300).items():
        if path.endswith(".py"):
            ast.parse(text, path)


@pytest.mark.parametrize("pattern", SHARES)
def test_idioms_come_in_their_shares(pattern):
    files = repository(1000)
    having = [p for p in module_paths(1000) if re.search(pattern, files[p], re.MULTILINE)]
    least, most = SHARES[pattern]
    assert least <= len(having) / 10 <= most


def test_modules_are_as_long_as_people_write_them():
    files = repository(1000)
    lengths = sorted(len(files[path].splitlines()) for path in module_paths(1000))
    assert lengths[0] >= 30
    assert 40 <= lengths[50] <= lengths[500] <= lengths[950] <= 175


def test_each_team_of_fifty_modules_has_its_own_helpers():
    teams = {team_of(number) for number in range(2000)}
    assert len(teams) == 40
    assert {f"include/{team}/tasks.py" for team in teams} <= repository(2000).keys()


def test_all_generated_dags_are_read_without_problems(tmp_path):
    write(tmp_path, repository(MODULES))
    project = Project(tmp_path, (tmp_path,))
    for path in module_paths(MODULES):
        reading = project.read(tmp_path / path)
        assert not reading.problems
        assert "dag" in {diagram.kind for diagram in reading.diagrams}, path


def test_tasks_of_helpers_and_own_operators_are_in_the_drawings(tmp_path):
    write(tmp_path, repository(MODULES))
    project = Project(tmp_path, (tmp_path,))
    operators = set()
    for path in module_paths(MODULES):
        for diagram in project.read(tmp_path / path).diagrams:
            operators |= {(node.name, node.fact("operator")) for node in diagram.graph.nodes}
    team = team_of(0)
    assert any(operator == f"{team.title()}StageOperator" for _, operator in operators)
    assert any(name.startswith("export_") and kind == "PythonOperator" for name, kind in operators)
