"""Running commands in processes of their own, and what that costs."""

from __future__ import annotations

import operator
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.accuracy.corpus import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

SHOWN_LINES = 8
LIMIT = 1800.0
"""Seconds after which a process is ended."""

UNWANTED = ("AIRFLOW", "GITHUB_", "PYTEST_", "SYRUPY_")
"""What the names of variables begin with that would change what is measured."""
UNWANTED_NAMES = ("BUILD_NUMBER", "CI", "PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME")


class RunError(Exception):
    """A process that was to be measured has failed: its time would say nothing."""


def folder() -> Path:
    """Return the folder that the benchmarks keep everything in."""
    return cache_dir() / "benchmarks"


@dataclass(frozen=True, slots=True)
class Command:
    """What is measured under `name`.

    `before` is called ahead of each run and isn't measured, `variables` are added to
    the environment, `limit` is in seconds.
    """

    name: str
    arguments: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    variables: Mapping[str, str] = field(default_factory=dict)
    limit: float = LIMIT


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall seconds, seconds of processor time, peak memory in bytes, all it printed.

    Processor time and memory are None where the operating system doesn't tell.
    """

    seconds: float
    cpu: float | None
    memory: int | None
    output: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds and seconds of processor time; the latter hardly depend on what else runs."""

    seconds: float
    cpu: float | None

    def __add__(self, other: Cost) -> Cost:
        """Return what both take, one after the other."""
        return self._with(operator.add, other)

    def __sub__(self, other: Cost) -> Cost:
        """Return what this takes beyond the other one."""
        return self._with(operator.sub, other)

    def _with(self, work: Callable[[float, float], float], other: Cost) -> Cost:
        seconds = work(self.seconds, other.seconds)
        if self.cpu is None or other.cpu is None:
            return Cost(seconds, None)
        return Cost(seconds, work(self.cpu, other.cpu))


@dataclass(frozen=True, slots=True)
class Timing:
    """The runs of one command."""

    name: str
    samples: tuple[Sample, ...]

    @property
    def median(self) -> Cost:
        """The medians of the runs."""
        return self._cost(statistics.median)

    @property
    def least(self) -> Cost:
        """The least of the runs."""
        return self._cost(min)

    @property
    def memory(self) -> float | None:
        """The median of the peaks of memory, in bytes."""
        known = [sample.memory for sample in self.samples if sample.memory is not None]
        return statistics.median(known) if known else None

    def _cost(self, of: Callable[[list[float]], float]) -> Cost:
        known = [sample.cpu for sample in self.samples if sample.cpu is not None]
        return Cost(of([sample.seconds for sample in self.samples]), of(known) if known else None)


def pytest_command(
    name: str,
    project: Path,
    *arguments: str,
    before: Callable[[], object] = lambda: None,
    variables: Mapping[str, str] | None = None,
) -> Command:
    """Return the command that runs pytest in a project."""
    command = (sys.executable, "-m", "pytest", "-q", *arguments)
    return Command(name, command, project, before, variables or {})


def measure(commands: Iterable[Command], rounds: int) -> list[Timing]:
    """Run all commands in turn for some rounds, back and forth, after one that doesn't count.

    So a machine that gets slower or faster meanwhile does so for all of them. A single
    round is only tried out: it has none before it. Raises RunError as soon as a run fails.
    """
    commands = list(commands)
    taken: dict[str, list[Sample]] = {command.name: [] for command in commands}
    if rounds > 1:
        for command in commands:
            run(command)
    for number in range(rounds):
        for command in reversed(commands) if number % 2 else commands:
            taken[command.name].append(run(command))
    return [Timing(name, tuple(samples)) for name, samples in taken.items()]


def run(command: Command) -> Sample:
    """Run a command once; raises RunError if it fails or takes longer than its limit."""
    command.before()
    with tempfile.TemporaryFile() as sink:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(command.arguments),
            cwd=command.folder,
            env={**environment(), **command.variables},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
        limit = threading.Timer(command.limit, process.kill)
        limit.start()
        try:
            cpu, memory = _wait(process)
        finally:
            limit.cancel()
        seconds = time.perf_counter() - started
        sink.seek(0)
        output = sink.read().decode("utf-8", errors="replace")
    if process.returncode:
        raise RunError(_failure(command, process.returncode, seconds, output))
    return Sample(seconds, cpu, memory, output)


def environment() -> dict[str, str]:
    """Return the environment of what is measured: bytecode is kept, nothing else plays in.

    It is kept where the user wants it, by default in the benchmarks' folder.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(UNWANTED) and name not in UNWANTED_NAMES
    }
    bytecode = os.environ.get("PYTHONPYCACHEPREFIX") or str(folder() / "bytecode")
    return {**kept, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONHASHSEED": "0"}


def _wait(process: subprocess.Popen[bytes]) -> tuple[float | None, int | None]:
    """Wait for a process; return its processor time and its peak memory, where they are told."""
    if not hasattr(os, "wait4"):
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit


def _failure(command: Command, code: int, seconds: float, output: str) -> str:
    if seconds >= command.limit:
        return f"{command.name}: ended after {seconds:.0f} s"
    last = [line.strip() for line in output.splitlines() if line.strip()][-SHOWN_LINES:]
    return f"{command.name}: exit code {code}: {' / '.join(last)}"
