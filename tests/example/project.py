"""A copy of the example project to change at will, and real runs of pytest in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_project"
SALES = "dags/daily_sales_dag.py"
EVENTS = "dags/user_events_dag.py"
BASE = "pipelines/base_pipeline.py"
DAILY = "pipelines/daily_sales.py"
STREAM = "streaming/streaming_etl.py"
DELIVERY = "streaming/delivery.py"
PIPELINE_CONFIG = "config/pipeline_config.yaml"
COMPOSE = "deploy/docker-compose.yml"
VALUES = "deploy/airflow-values.yaml"
CRON = "deploy/kubernetes/inventory-sync.yaml"
STREAM_POD = "deploy/kubernetes/streaming-etl.yaml"

SALES_DAG = f"{SALES}::dag[daily_sales_etl]"
EVENTS_DAG = f"{EVENTS}::dag[user_events]"
SALES_TASKS = (
    "wait_for_source_data",
    "extract_sales_data",
    "clean_sales_data",
    "aggregate_sales",
    "enrich_sales",
    "load_to_snowflake",
    "data_quality_checks",
    "send_success_notification",
)

INHERITED = (
    "CI", "GITHUB_ACTIONS", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_XDIST_WORKER",
    "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID", "COLUMNS", "FORCE_COLOR", "PY_COLORS",
)  # fmt: skip
"""What of our own run's environment must not reach the run inside."""

FLAGS = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
PYTEST = (sys.executable, "-m", "pytest", *FLAGS)


@dataclass(frozen=True)
class Run:
    """How a run of pytest ended: its exit code, its text and its JSON report."""

    code: int
    text: str
    report: dict

    def diagram(self, item):
        """Return what the report says of the diagram of a node id."""
        (found,) = (each for each in self.report["diagrams"] if each["nodeid"] == item)
        return found

    def changed(self, kind):
        """Return the node ids of the diagrams of a kind that aren't as committed."""
        diagrams = (each for each in self.report["diagrams"] if each["kind"] == kind)
        return [each["nodeid"] for each in diagrams if each["status"] != "passed"]

    def drifts(self, item):
        """Return the drifts of a diagram: the rule, and what is told of the subject.

        Those that are told as one sum come one by one.
        """
        return [
            (drift["rule"], each)
            for drift in self.diagram(item)["drift"]
            for each in drift["members"] or [drift]
        ]


class Example:
    """A copy of the example project in `folder`."""

    def __init__(self, folder):
        self.root = Path(folder) / "example_project"
        unwanted = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".ruff_cache", "data")
        shutil.copytree(EXAMPLE, self.root, ignore=unwanted)

    def path(self, name):
        return self.root / name

    def read(self, name):
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name, text):
        self.path(name).write_text(text, encoding="utf-8")

    def replace(self, name, old, new, times=1):
        """Put `new` for `old`, which must stand in the file so many times."""
        text = self.read(name)
        assert text.count(old) == times, f"{old!r} isn't {times} times in {name}"
        self.write(name, text.replace(old, new))

    def make(self, mutation):
        """Edit the files as a mutation says."""
        for edit in mutation.edits:
            self.replace(edit.file, edit.old, edit.new)

    def line_of(self, name, text):
        """Return the number of the line of the last line of `text`, which stands there once."""
        contents = self.read(name)
        assert contents.count(text) == 1, f"{text!r} isn't once in {name}"
        return contents[: contents.index(text) + len(text)].count("\n") + 1

    def sources(self):
        """Return the text of each file but the snapshots, by its path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and "__etl_diagrams__" not in path.parts
        }

    def snapshots(self):
        folder = self.path("__etl_diagrams__")
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.md"))
        }

    def drawing(self, name):
        """Return the Mermaid text of the snapshot called `name`."""
        return self.snapshots()[name].partition("```mermaid\n")[2].partition("```")[0]

    def run(self, *arguments):
        """Run pytest in the project, in a process of its own."""
        report = self.root.with_name("report.json")
        command = (*PYTEST, f"--etl-diagrams-report={report}", *arguments)
        environment = {k: v for k, v in os.environ.items() if k not in INHERITED}
        done = subprocess.run(  # noqa: PLW1510 -- a failing run is what most tests want
            command, cwd=self.root, env=environment, capture_output=True, encoding="utf-8"
        )
        return Run(
            done.returncode,
            done.stdout + done.stderr,
            json.loads(report.read_text(encoding="utf-8")) if report.exists() else {},
        )


def failures(output):
    """Return what pytest prints of failures, without what differs from run to run."""
    found = re.search(r"^=+ FAILURES =+$.*?(?=^-+ etl diagrams)", output, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"no failures in:\n{output}")
    return found.group().rstrip()
