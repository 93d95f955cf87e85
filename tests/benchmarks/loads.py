"""Projects of one size and of many times that size: modules, DAGs of a module, tasks of a DAG."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

from . import projects
from .runs import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

FOLDER = "dags/etl/daily"
HEAD = "from airflow import DAG\nfrom airflow.operators.bash import BashOperator\n\n"
RETRIES = 2
WIDTH = 10
"""Tasks of one layer in which all wait for all of the layer before."""

TASK = 'BashOperator(task_id="{name}", bash_command="run {name}", retries={retries})'


def chain(tasks: int) -> Iterator[tuple[int, int]]:
    """Each task waits for the one before."""
    return pairwise(range(tasks))


def wide(tasks: int) -> Iterator[tuple[int, int]]:
    """All tasks wait for the first one, and the last one for all others."""
    for middle in range(1, tasks - 1):
        yield 0, middle
        yield middle, tasks - 1


def dense(tasks: int) -> Iterator[tuple[int, int]]:
    """All tasks of a layer wait for all of the layer before."""
    for task in range(WIDTH, tasks):
        first = (task // WIDTH - 1) * WIDTH
        yield from ((before, task) for before in range(first, first + WIDTH))


SHAPES: dict[str, Callable[[int], Iterator[tuple[int, int]]]] = {
    "a chain": chain,
    "fanned out and in": wide,
    "dense layers": dense,
}


def modules(count: int, *, retries: int = RETRIES) -> dict[str, str]:
    """Return so many modules in one folder of three levels, each with a DAG of three tasks."""
    return {
        f"{FOLDER}/job_{number:05}.py": HEAD + _block(f"job_{number:05}", retries)
        for number in range(count)
    }


def factories(dags: int, *, retries: int = RETRIES, count: int = 10) -> dict[str, str]:
    """Return some modules that make so many DAGs each, whose snapshots lie in one folder."""
    return {
        f"{FOLDER}/factory_{number}.py": HEAD
        + f"for number in range({dags}):\n"
        + _indented(_block(f"factory_{number}_{{number}}", retries, "f"))
        for number in range(count)
    }


def pipelines(tasks: int, shape: str, *, retries: int, count: int) -> dict[str, str]:
    """Return some modules, each with one DAG of so many tasks, all written out."""
    (text,) = pipeline(tasks, shape, retries=retries).values()
    return {
        f"{FOLDER}/big_{number}.py": text.replace('DAG("big")', f'DAG("big_{number}")')
        for number in range(count)
    }


def pipeline(tasks: int, shape: str, *, retries: int = RETRIES) -> dict[str, str]:
    """Return a module with one DAG of so many tasks, all written out."""
    lines = [
        f"    t{number} = {TASK.format(name=f't{number}', retries=retries)}"
        for number in range(tasks)
    ]
    waiting: dict[int, list[str]] = {}
    for before, after in SHAPES[shape](tasks):
        waiting.setdefault(after, []).append(f"t{before}")
    ties = [f"    [{', '.join(before)}] >> t{after}" for after, before in waiting.items()]
    return {f"{FOLDER}/big.py": "\n".join((f'{HEAD}with DAG("big"):', *lines, *ties, ""))}


def _block(dag: str, retries: int, prefix: str = "") -> str:
    """Return the statements of a DAG with three tasks; `prefix` is that of its name's string."""
    names = ("extract", "clean", "load")
    made = (f"    {name} = {TASK.format(name=name, retries=retries)}\n" for name in names)
    return f'with DAG({prefix}"{dag}"):\n{"".join(made)}    {" >> ".join(names)}\n'


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def root() -> Path:
    """Return the root folder of the project that is measured."""
    return folder() / "loads"


def begin(texts: Mapping[str, str]) -> None:
    """Begin the project anew with these files."""
    remove()
    projects.write(root(), texts)


def change(texts: Mapping[str, str]) -> None:
    """Write files of the project anew, as they are in a fresh checkout."""
    projects.write(root(), texts)
    forget()


def forget() -> None:
    """Empty pytest's cache folder, as in a fresh checkout."""
    shutil.rmtree(root() / ".pytest_cache", ignore_errors=True)


def remove() -> None:
    """Remove the project: it is big, and quickly made."""
    shutil.rmtree(root(), ignore_errors=True)
