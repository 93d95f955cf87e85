"""The environments that are tried: each Python, oldest and newest packages, other plugins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import metadata
from typing import TYPE_CHECKING

from .pythons import SUPPORTED
from .surroundings import CACHED, PLAIN, Surroundings

if TYPE_CHECKING:
    from .pythons import Version

SUITES = ("tests/plugin", "tests/syntax", "tests/documents", "tests/mermaid/test_round_trip.py")
"""What meets pytest, syrupy, libcst and PyYAML: tests that run in the oldest and the newest."""

SUITES_NEED = ("hypothesis>=6.100", "jsonschema>=4.0", "pytest-xdist>=3.6")

NEIGHBOURS = (
    "pytest-xdist",
    "pytest-randomly",
    "pytest-cov",
    "pytest-mypy",
    "pytest-ruff",
    "pytest-asyncio",
    "pytest-airflow-in-a-box",
)
"""Plugins that people of this field have beside ours."""

_STRICT = {"PYTEST_ADDOPTS": "-W error -o asyncio_default_fixture_loop_scope=function"}
"""In a variable: what stands on the command line is told in the commands of a report."""

_COVERAGE = ("--cov=.", "--cov-report=")

BESIDE = (
    Surroundings("all at once, in random order"),
    Surroundings("random order of another seed, two workers", {}, ("-p", "randomly", "-n", "2")),
    Surroundings("coverage", {}, (*CACHED, *_COVERAGE)),
    Surroundings("coverage of two workers", {}, (*CACHED, *_COVERAGE, "-n", "2")),
    Surroundings("mypy and ruff", {}, (*CACHED, "--mypy", "--ruff")),
    Surroundings("no cache provider", {}, (*CACHED, "-p", "no:cacheprovider")),
    Surroundings("import mode importlib", {}, (*CACHED, "--import-mode=importlib")),
    Surroundings("warnings are errors", _STRICT),
    Surroundings("assertions plain, no capture", {}, (*CACHED, "--assert=plain", "-s")),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment: its Python, what pip installs, the courses and suites it runs."""

    name: str
    python: Version
    packages: tuple[str, ...]
    courses: tuple[Surroundings, ...] = (PLAIN,)
    suites: tuple[str, ...] = ()


def newest() -> tuple[str, ...]:
    """Return the packages that the plugin needs, without versions: pip takes the newest."""
    return tuple(_needed())


def oldest() -> tuple[str, ...]:
    """Return the packages that the plugin needs, each at the oldest version that it allows."""
    return tuple(f"{name}=={version}" for name, version in _needed().items())


def _needed() -> dict[str, str]:
    """Return the packages that this one says it needs, with their oldest versions.

    Raises ValueError for one that doesn't say: what isn't said can't be tried.
    """
    said = metadata("pytest-etl-diagram").get_all("Requires-Dist") or []
    found = {}
    for requirement in said:
        if "extra ==" not in requirement:
            read = re.fullmatch(r"([\w.-]+)>=([\d.]+)", requirement)
            if read is None:
                raise ValueError(f"{requirement} doesn't say the oldest version")
            found[read[1]] = read[2]
    return found


def environments(newest_python: Version) -> tuple[Environment, ...]:
    """Return the environments to try where this is the newest Python; the others may be missing.

    The oldest packages have wheels for the oldest Python only.
    """
    each = tuple(Environment(f"Python {v[0]}.{v[1]}", v, newest()) for v in SUPPORTED)
    return (
        *each,
        Environment("oldest", SUPPORTED[0], (*oldest(), *SUITES_NEED), suites=SUITES),
        Environment("newest", newest_python, (*newest(), *SUITES_NEED), suites=SUITES),
        Environment("other plugins", newest_python, (*newest(), *NEIGHBOURS), BESIDE),
    )
