"""A project with DAG files, on which tests run pytest."""

import os
import textwrap
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import walk_packages

import pytest

import pytest_etl_diagram

from . import stub_tracer

for found in walk_packages(pytest_etl_diagram.__path__, f"{pytest_etl_diagram.__name__}."):
    import_module(found.name)  # what isn't there before a run in this process is gone after it

FLAGS = ("--etl-diagrams", "-p", "no:hypothesispytest")  # its summary imports all of hypothesis
EXTRACT_LOAD = (("extract", 3), ("load", 0))


class PipelineProject:
    """A folder of DAG files, and the runs of pytest in it."""

    def __init__(self, pytester, monkeypatch):
        monkeypatch.delenv("CI", raising=False)
        for name in (
            "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT",
            "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE",
        ):  # fmt: skip
            monkeypatch.delenv(name, raising=False)  # those of the run that tests us
        self.pytester = pytester
        self.root = pytester.path
        self.flags_apart = ()
        self.monkeypatch = monkeypatch

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text), encoding="utf-8")
        return target

    def write_dag(self, path, *names, tasks=EXTRACT_LOAD, before=""):
        """Write a file of DAGs called `names`, each of `tasks` (name, retries) in one chain."""
        lines = ["from airflow import DAG", "from airflow.operators.bash import BashOperator"]
        lines += [before, ""]
        for name in names:
            lines.append(f'with DAG("{name}") as dag:')
            for task, retries in tasks:
                setting = f", retries={retries}" if retries else ""
                lines.append(f'    {task} = BashOperator(task_id="{task}"{setting})')
            for (first, _), (second, _) in pairwise(tasks):
                lines.append(f"{first} >> {second}")
        return self.write(path, "\n".join(lines) + "\n")

    def write_plain(self, path, *names, steps="load()", before=""):
        """Write a file of plain functions, and of classes with a method for `Name.method`."""
        lines = [before, ""]
        for name in names:
            owner, _, method = name.rpartition(".")
            head = [f"class {owner}:", f"    def {method}(self):"] if owner else [f"def {name}():"]
            lines += [*head, f"        {steps}", ""]
        return self.write(path, "\n".join(lines))

    def ini(self, **values):
        lines = [f"{name} = {value}" for name, value in values.items()]
        self.write("pytest.ini", "\n".join(["[pytest]", *lines]) + "\n")

    def run(self, *args):
        """Run pytest in this process, with the flag."""
        return self.pytester.runpytest_inprocess(*FLAGS, *args)

    def run_apart(self, *args):
        """Run pytest in a process of its own, with the flag."""
        return self.pytester.runpytest_subprocess(*FLAGS, *self.flags_apart, *args)

    def run_without_flag(self, *args):
        """Run pytest in this process, without the flag."""
        return self.pytester.runpytest_inprocess(*FLAGS[1:], *args)

    def accept(self, *args):
        """Write the snapshots and check that this went well."""
        result = self.run("--snapshot-update", *args)
        assert result.ret == 0
        return result

    def collected(self, *args):
        """Return the node ids of a run with --collect-only."""
        result = self.run("--collect-only", "-q", *args)
        return [line for line in result.outlines if "::" in line]

    def snapshots(self):
        folder = self.root / "__etl_diagrams__"
        return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.md"))]

    def snapshot(self, path):
        return self.root / "__etl_diagrams__" / path


@pytest.fixture
def project(pytester, monkeypatch):
    return PipelineProject(pytester, monkeypatch)


@pytest.fixture
def plain(project, monkeypatch):
    """A project whose plain pipelines are found by the stand-in for the tracer."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    project.flags_apart = ("-p", "stub_tracer")
    with pytest.MonkeyPatch.context() as project.patch:
        stub_tracer.install(project.patch)
        yield project
    stub_tracer.forget_kinds()


@pytest.fixture
def depot(plain):
    """A named project: a class with a `run`, a `main`, and their committed drawings."""
    plain.write("pyproject.toml", '[project]\nname = "depot"\n')
    plain.write_plain("etl/daily.py", "Daily.run")
    plain.write_plain("etl/weekly.py", "main")
    plain.accept()
    return plain


@pytest.fixture
def sales(project):
    """A project with one DAG and its committed snapshot."""
    project.write_dag("dags/sales.py", "sales")
    project.accept()
    return project
