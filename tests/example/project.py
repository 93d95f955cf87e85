"""A copy of the example project to change at will, and real runs of pytest in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example_project"
SALES = "dags/daily_sales_dag.py"
EVENTS = "dags/user_events_dag.py"

_INHERITED = (
    "CI", "PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT",
    "PYTEST_XDIST_TESTRUNUID", "COLUMNS", "FORCE_COLOR", "PY_COLORS",
)  # fmt: skip
"""What of our own run's environment must not reach the run inside."""

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")


@dataclass(frozen=True)
class Run:
    """How a run of pytest ended: its exit code, its text and its JSON report."""

    code: int
    text: str
    report: dict

    def drifts_of(self, *kinds):
        """Return the drifts in diagrams of some kinds."""
        diagrams = (d for d in self.report["diagrams"] if d["kind"] in kinds)
        return [drift for diagram in diagrams for drift in diagram["drift"]]

    @property
    def drifts(self):
        return self.drifts_of("dag")

    @property
    def found(self):
        """The pairs of rule and subject that the run reports of DAGs."""
        return {(drift["rule"], drift["subject"]) for drift in self.drifts}


class Example:
    """A copy of the example project in `folder`."""

    def __init__(self, folder):
        self.root = Path(folder) / "example_project"
        unwanted = shutil.ignore_patterns("__pycache__", ".pytest_cache")
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

    def line_of(self, name, text):
        """Return the number of the one line that holds `text`."""
        lines = self.read(name).splitlines()
        (number,) = (number for number, line in enumerate(lines, 1) if text in line)
        return number

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
        environment = {k: v for k, v in os.environ.items() if k not in _INHERITED}
        done = subprocess.run(  # noqa: PLW1510 -- a failing run is what most tests want
            command, cwd=self.root, env=environment, capture_output=True, encoding="utf-8"
        )
        return Run(
            done.returncode,
            done.stdout + done.stderr,
            json.loads(report.read_text(encoding="utf-8")) if report.exists() else {},
        )
