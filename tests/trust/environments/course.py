"""The run whose bytes are compared: a changed example project, and files that tempt disorder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.example.mutations import MUTATIONS
from tests.example.project import INHERITED, ROOT, Example

from . import unusual

if TYPE_CHECKING:
    from pathlib import Path

    from .surroundings import Surroundings

CHANGES = (
    "retries of all tasks removed",
    "trigger rule changed",
    "major version of the database",
    "volume of the database",
    "replicas of the stream",
    "keys of the inventory",
)
"""Mutations of other places, so that all can be made at once."""

REPORTS = "made/report."
FORMATS = ("json", "md", "sarif", "html")

CHECKS = "checks/test_ordinary.py"
ORDINARY = """\
import pytest

try:
    import pytest_asyncio
except ImportError:
    def test_later():
        assert True
else:
    @pytest.mark.asyncio
    async def test_later():
        assert True


def test_snapshot(snapshot):
    assert {"one": 1} == snapshot


@pytest.mark.parametrize("number", range(3))
def test_number(number, tmp_path):
    assert not list(tmp_path.iterdir())
"""
"""Tests beside the diagrams: other plugins, syrupy's snapshots and ours leave each other alone."""

TOLD = ("error", "failure", "skipped")
RAN = (0, 1)
"""How pytest ends after running all tests."""


class CourseError(Exception):
    """A run didn't come as far as results."""


def results(
    surroundings: Surroundings, place: Path, python: str = sys.executable
) -> dict[str, bytes]:
    """Return what two runs in an empty folder `place` write: each file's bytes by its path.

    The first writes all snapshots of the example project and the files of `unusual`. Then
    the project is changed, and the second run compares: its reports, the new drawings of
    what drifted and the outcome of each test are results, too. Raises CourseError with what
    pytest printed.
    """
    example = Example(place / surroundings.folder)
    unusual.write(example.root)
    example.path(CHECKS).parent.mkdir()
    example.write(CHECKS, ORDINARY)
    made = example.root.with_name("made")
    found = {"outcomes/first": run(surroundings, example, "--snapshot-update", python=python)}
    found |= _files(example.root / "__etl_diagrams__", "snapshots")
    for mutation in MUTATIONS:
        if mutation.name in CHANGES:
            example.make(mutation)
    asked = [f"--etl-diagrams-report={made / f'report.{each}'}" for each in FORMATS]
    asked.append(f"--etl-diagrams-pending={made}")
    found["outcomes/second"] = run(surroundings, example, *asked, python=python)
    return comparable(found | _files(made, "made"), surroundings)


def comparable(found: dict[str, bytes], surroundings: Surroundings) -> dict[str, bytes]:
    """Return the results that must not differ: from elsewhere, reports' commands say where."""
    left_out = REPORTS if surroundings.elsewhere else "?"
    return {name: data for name, data in found.items() if not name.startswith(left_out)}


def _files(folder: Path, name: str) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def run(
    surroundings: Surroundings, example: Example, *arguments: str, python: str = sys.executable
) -> bytes:
    """Run pytest in the example project; return the outcome of each test, a line a test.

    Raises CourseError if the run doesn't end as pytest's runs do after all tests.
    """
    outcomes = example.root.with_name("outcomes.xml")
    command = [python, "-m", "pytest", "--etl-diagrams", f"--junitxml={outcomes}"]
    command += [*surroundings.arguments, *arguments]
    if surroundings.elsewhere:
        command += ["--rootdir", str(example.root), str(example.root)]
    kept = {name: value for name, value in os.environ.items() if name not in INHERITED}
    environment = kept | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command,
        cwd=example.root.parent if surroundings.elsewhere else example.root,
        env=environment | surroundings.variables,
        capture_output=True,
        check=False,
    )
    if done.returncode not in RAN:
        text = (done.stdout + done.stderr).decode(errors="replace")
        raise CourseError(f"{surroundings.name}: pytest ended with {done.returncode}:\n{text}")
    return _outcomes(outcomes)


def _outcomes(path: Path) -> bytes:
    cases = ET.parse(path).iter("testcase")  # noqa: S314 -- pytest has just written it
    lines = (f"{case.get('name')}: {_outcome(case)}\n" for case in cases if _compared(case))
    return "".join(sorted(lines)).encode()


def _compared(case: ET.Element) -> bool:
    """Tell whether a test is a diagram or one of `ORDINARY`, and not one of another plugin."""
    name = str(case.get("name"))
    return "[" in name or name.startswith("test_")


def _outcome(case: ET.Element) -> str:
    return next((each.tag for each in case if each.tag in TOLD), "passed")


def differences(expected: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """Return what differs between two results, a line a file."""
    missing = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    more = [f"only here: {name}" for name in sorted(found.keys() - expected.keys())]
    other = [
        f"other bytes: {name}: {_first_difference(expected[name], found[name])}"
        for name in sorted(expected.keys() & found.keys())
        if expected[name] != found[name]
    ]
    return missing + more + other


def _first_difference(expected: bytes, found: bytes) -> str:
    pairs = zip(expected.split(b"\n"), found.split(b"\n"), strict=False)
    for number, (old, new) in enumerate(pairs, 1):
        if old != new:
            return f"line {number}: {old[:300]!r} became {new[:300]!r}"
    return f"{len(expected)} bytes became {len(found)}"
