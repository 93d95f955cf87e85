"""Updates that are killed: at each step that touches the disk, and at any moment.

The runs are forks of one process that has imported everything, so that each takes a fraction of
a second. A step is what changes a file or folder of the snapshots, or half of a file's content.
"""

import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import pytest_etl_diagram

from .halves import InHalves

SNAPSHOTS = "__etl_diagrams__"
CHANGES = {"open": 0, "os.rename": 1, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0}
"""Audit events before a change of the disk, and which of their arguments is the path."""

DAG = """
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("{name}") as dag:
    for number in range({tasks}):
        BashOperator(task_id=f"step_{{number}}", retries={retries})
"""


class Steps:
    """Counts the steps of the process it lives in; at the one of a number it kills the process."""

    def __init__(self, fatal=0):
        self.count = 0
        self.fatal = fatal

    def watch(self):
        """Begin; there is no way back, which is fine for a fork."""
        sys.addaudithook(self._hear)
        real = os.fdopen
        os.fdopen = lambda *args, **kwargs: InHalves(real(*args, **kwargs), self.take)

    def take(self):
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _hear(self, event, args):
        if event not in CHANGES or not args or SNAPSHOTS not in str(args[CHANGES[event]]):
            return
        if event != "open" or (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            self.take()


class Update:
    """A project with accepted diagrams and pending changes, to be updated again and again."""

    def __init__(self, folder, files=12):
        import_all()
        self.folder = Path(folder)
        self.start = self.folder / "start"
        self._make(files)
        self.old = contents(self.start)
        finished = self.fresh()
        _, self.steps = run(finished)
        self.new = contents(finished)

    def fresh(self):
        """Return a copy of the project as it is before the update."""
        place = Path(tempfile.mkdtemp(dir=self.folder)) / "project"
        return Path(shutil.copytree(self.start, place))

    def check_killed(self, project):
        """Return what is wrong with a project whose update was killed, and after the next one."""
        wrong = list(self._losses(contents(project)))
        status, _ = run(project)
        if status != 0:
            wrong.append(f"the next update ended with {status}")
        after = contents(project)
        wrong += [f"after the next update: {path}" for path in sorted(different(after, self.new))]
        shutil.rmtree(project.parent)
        return wrong

    def _losses(self, found):
        for path in sorted({*found, *self.old, *self.new}):
            data = found.get(path)
            is_temporary = path.startswith(SNAPSHOTS) and path.endswith(".tmp")
            if data not in (self.old.get(path), self.new.get(path)) and not is_temporary:
                yield f"{path} is neither old nor new"
        kept = f"{SNAPSHOTS}/dags/renamed.py/dag."
        if not any(path.startswith(kept) for path in found):
            yield "the renamed diagram has neither its old snapshot nor its new one"

    def _make(self, files):
        names = [f"dag_{number}" for number in range(files)]
        for name in (*names, "gone", "renamed"):
            write(self.start / f"dags/{name}.py", name, 2)
        write_text(self.start / SNAPSHOTS / "README.md", "# Not ours\n")
        run(self.start)
        for name in names:
            write(self.start / f"dags/{name}.py", name, 40)
        write(self.start / "dags/renamed.py", "other_name", 2)
        write(self.start / "team/dags/new.py", "new", 3)
        (self.start / "dags/gone.py").unlink()


def write(path, name, tasks):
    write_text(path, DAG.format(name=name, tasks=tasks, retries=tasks % 5))


def write_text(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contents(project):
    """Return the bytes of all files of a project, and its folders, by their paths."""
    found = {}
    for path in project.rglob("*"):
        name = path.relative_to(project).as_posix()
        if "__pycache__" not in name:
            found[name] = path.read_bytes() if path.is_file() else b"folder"
    return found


def different(one, other):
    return {path for path in {*one, *other} if one.get(path) != other.get(path)}


def import_all():
    for found in walk_packages(pytest_etl_diagram.__path__, f"{pytest_etl_diagram.__name__}."):
        import_module(found.name)


def run(project, fatal=0, delay=None):
    """Update a project in a fork; return its exit status, negative if killed, and its steps.

    It kills itself at the step `fatal`, or is killed after `delay` seconds.
    """
    return _ended(*_started(project, fatal), delay)


def _started(project, fatal=0):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _update(project, fatal, writing)
    os.close(writing)
    return child, reading


def _ended(child, reading, delay=None):
    if delay is not None:
        time.sleep(delay)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), int(told or 0)


def _update(project, fatal, pipe):
    """Be the fork: update, tell the number of steps, and end without any cleaning up."""
    status = 70
    try:
        os.chdir(project)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        for name in ("CI", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
            os.environ.pop(name, None)
        steps = Steps(fatal)
        steps.watch()
        flags = ["--etl-diagrams", "--snapshot-update", "-c", os.devnull, "--rootdir", "."]
        plugins = ["no:cacheprovider", "no:xdist", "no:hypothesispytest", "no:randomly"]
        status = int(pytest.main([*flags, *(f"-p{each}" for each in plugins)]))
        os.write(pipe, str(steps.count).encode())
    finally:
        os._exit(status)


def at_steps(update, points):
    """Kill updates at `points` of their steps, evenly spread; yield (where, what is wrong)."""
    for number in range(points):
        step = 1 + number * (update.steps - 1) // max(points - 1, 1)
        project = update.fresh()
        status, _ = run(project, fatal=step)
        wrong = [] if status == -signal.SIGKILL else [f"the update ended with {status}"]
        yield f"step {step} of {update.steps}", [*wrong, *update.check_killed(project)]


def at_moments(update, points, seed):
    """Kill updates from outside at random moments until `points` were killed; yield the same."""
    started = time.monotonic()
    run(update.fresh())
    whole = time.monotonic() - started
    chance = random.Random(seed)  # noqa: S311 -- no secret
    killed = 0
    while killed < points:
        delay = chance.uniform(0.2, 0.9) * whole
        project = update.fresh()
        status, _ = run(project, delay=delay)
        killed += status == -signal.SIGKILL
        whole = whole if status == -signal.SIGKILL else delay  # the machine is faster now
        yield f"{delay:.3f} of {whole:.3f} s", update.check_killed(project)


def at_once(update, times):
    """Let two updates of one project run at once, `times` times; yield the same."""
    for number in range(times):
        project = update.fresh()
        both = [_started(project) for _ in range(2)]
        statuses = [_ended(*each)[0] for each in both]
        wrong = [f"an update ended with {status}" for status in statuses if status]
        yield f"two at once, {number + 1}", [*wrong, *update.check_killed(project)]
