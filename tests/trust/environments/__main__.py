"""Install the plugin in many environments and compare what it writes, to the byte.

Each Python that is here, the oldest and the newest packages that the plugin allows, and
other plugins beside it. Needs PyPI. Ends with 1 if anything differs or fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.environments import make_in
from tests.example.project import ROOT

from .course import CourseError, differences, results
from .matrix import environments
from .pythons import found
from .surroundings import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .matrix import Environment

SHOWN = 20
"""Lines of differences that are printed of a course."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the environments and print what became of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.trust.environments", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="environments, by their names")
    options = parser.parse_args(arguments)
    pythons = found()
    failed = False
    with tempfile.TemporaryDirectory(prefix="etl-diagrams-") as folder:
        expected = _without_commands(results(PLAIN, Path(folder) / "expected"))
        for environment in environments(max(pythons)):
            if options.only and environment.name not in options.only:
                continue
            if environment.python not in pythons:
                _say(f"{environment.name}: left out, its Python isn't on this machine")
                continue
            python = _made(environment, pythons[environment.python], Path(folder))
            for name, faults in _tried(environment, python, Path(folder), expected):
                _say(f"{environment.name}: {name}: {'FAILED' if faults else 'ok'}")
                _say("\n".join(f"    {fault}" for fault in faults[:SHOWN]))
                failed |= bool(faults)
    return int(failed)


def _made(environment: Environment, python: str, place: Path) -> str:
    """Make an environment with this plugin in it; return its Python."""
    folder = place / "venvs" / environment.name.replace(" ", "-")
    return str(make_in(folder, ("-e", str(ROOT), *environment.packages), python))


def _tried(
    environment: Environment, python: str, place: Path, expected: dict[str, bytes]
) -> Iterator[tuple[str, list[str]]]:
    """Yield what was tried in an environment, and what is wrong with it."""
    for number, surroundings in enumerate(environment.courses):
        folder = place / "courses" / environment.name / str(number)
        try:
            got = _without_commands(results(surroundings, folder, python))
        except CourseError as error:
            yield surroundings.name, str(error).splitlines()
        else:
            yield surroundings.name, differences(expected, got)
    for suite in environment.suites:
        done = subprocess.run(
            [python, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", suite],
            cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
        yield suite, done.stdout.splitlines()[-SHOWN:] if done.returncode else []


def _without_commands(found: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what tells the commands that pytest was given: they differ between courses."""
    return {name: data for name, data in found.items() if not name.endswith(".html")}


def _say(text: str) -> None:
    if text:
        print(text, flush=True)  # noqa: T201 -- what it is for


if __name__ == "__main__":
    sys.exit(main())
