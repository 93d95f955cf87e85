"""Cold and warm runs against Airflow loading the same DAG files.

On Airflow's side only `DagBag(folder)` counts: no start of Python, and everything of Airflow
that the files import is imported before. The cold row lets it compile the files, as in a
fresh checkout; the warm row gives it their bytecode. On our side the whole process counts, and
in the rows below it what it takes beyond pytest running as many trivial tests.
"""

from __future__ import annotations

import functools
import json
import shutil
import statistics
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tests.accuracy.corpus import CorpusError
from tests.benchmarks.projects import ON, SCRIPTS, Project, airflow_examples, trivial
from tests.benchmarks.runs import (
    Command,
    Cost,
    RunError,
    Sample,
    Timing,
    folder,
    measure,
    pytest_command,
)
from tests.benchmarks.table import Peer, Row, faster, without_figures

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from tests.benchmarks.plan import Plan

COLD, WARM = 5.0, 50.0
NEEDED = "install the extra `airflow`, or name a Python that has it: --airflow-python PATH"
EXAMPLES = {"2": "apache-airflow=", "3": "apache-airflow-core="}
"""The package that holds the example DAGs of a major version of Airflow."""


def rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows of the generated repository and of Airflow's own examples."""
    python = plan.airflow_python or (sys.executable if find_spec("airflow") else "")
    if not python:
        yield without_figures("DagBag", NEEDED)
        return
    try:
        project = plan.synthetic()
        version = yield from _rows(project, "dags", python, plan.rounds)
        if not plan.quick:
            project = airflow_examples(EXAMPLES[version.partition(".")[0]])
            (examples,) = project.root.glob("*/airflow/example_dags")
            place = examples.relative_to(project.root).as_posix()
            yield from _rows(project, place, python, plan.rounds)
    except (CorpusError, RunError) as error:
        yield without_figures("DagBag", error)


def _rows(project: Project, dags: str, python: str, rounds: int) -> Generator[Row, None, str]:
    """Yield the rows of a project; return the version of Airflow."""
    bytecode = folder() / "bytecode-of-airflow"
    fresh, compiled = (
        _airflow(name, project.root / dags, python, bytecode, again=again)
        for name, again in (("DagBag, cold", True), ("DagBag, warm", False))
    )
    cold, warm, floor, first, second = measure(
        [
            pytest_command("cold", project.root, ON, before=project.forget),
            pytest_command("warm", project.root, ON),
            pytest_command("pytest", trivial(project.items, 1)),
            fresh,
            compiled,
        ],
        rounds,
    )
    told = _told(first.samples[0])
    failed = f", {len(told['errors'])} failed" if told["errors"] else ""
    loads = f"Airflow {told['version']} loads {told['dags']:,} DAGs{failed}"
    for name, ours, theirs, least in (("cold", cold, first, COLD), ("warm", warm, second, WARM)):
        loading = Peer(_loading(theirs), loads)
        measured, timings = f"DagBag, {name}, {project.name}", (ours, theirs, floor)
        yield faster(measured, ours.median, loading, least, timings)
        own = ours.median - floor.median
        if own.seconds > 0:
            yield faster(f"{measured}, beyond pytest's floor", own, loading)
    return str(told["version"])


def _airflow(name: str, dags: Path, python: str, bytecode: Path, *, again: bool) -> Command:
    """Return the command that loads the DAGs; `again` has it compile them again."""
    compiled = bytecode / dags.relative_to(dags.anchor)
    project = dags.parent
    settings = {
        "AIRFLOW_HOME": str(folder() / "airflow-home"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(project / "plugins"),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
        "PYTHONPATH": str(project),
        "PYTHONPYCACHEPREFIX": str(bytecode),
        "PYTHONWARNINGS": "ignore",
    }
    return Command(
        name,
        (python, str(SCRIPTS / "load_dagbag.py"), str(dags)),
        folder(),
        before=functools.partial(shutil.rmtree, compiled, ignore_errors=True)
        if again
        else _nothing,
        variables=settings,
    )


def _nothing() -> None:
    """Leave the bytecode where it is."""


def _told(sample: Sample) -> dict[str, Any]:
    lines = [line for line in sample.output.splitlines() if line.startswith('{"seconds"')]
    told: dict[str, Any] = json.loads(lines[-1])
    return told


def _loading(timing: Timing) -> Cost:
    """Return the medians of what the loading itself took."""
    told = [_told(sample) for sample in timing.samples]
    seconds, cpu = (
        statistics.median(float(each[name]) for each in told) for name in ("seconds", "cpu")
    )
    return Cost(seconds, cpu)
