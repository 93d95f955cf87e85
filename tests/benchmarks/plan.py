"""What is to be measured, and how thoroughly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.accuracy.corpus import CorpusError

from . import projects
from .runs import RunError
from .table import without_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .projects import Project
    from .table import Row

CORPORA = ("synthetic", "airflow-examples", "mostly-not-pipelines")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many measured runs, over how many DAG modules; `sizes` are those of the growth.

    `corpora` are those that cold and warm runs are measured over, `peer_modules` is the size
    for a slow peer. The sizes of projects of which one thing is many begin with
    `load`: the least one first, which the others are compared with. `quick` leaves out what
    needs the network.
    `airflow_python` is a Python that has Airflow, "" to look for it in this one.
    """

    rounds: int = 5
    modules: int = 1000
    corpora: tuple[str, ...] = CORPORA
    sizes: tuple[int, ...] = (250, 500, 1000, 2000)
    peer_modules: int = 250
    load_modules: tuple[int, ...] = (1000, 5000)
    load_dags: tuple[int, ...] = (50, 500)
    load_tasks: tuple[int, ...] = (302, 5000)
    quick: bool = False
    airflow_python: str = ""

    def synthetic(self) -> Project:
        """Return the generated repository."""
        return projects.synthetic(self.modules)

    def each_project(self, measure: str, rows: Callable[[Project], Iterator[Row]]) -> Iterator[Row]:
        """Yield the rows of each project; one that can't be had gets a row that says so."""
        made: dict[str, Callable[[], Project]] = {
            "synthetic": self.synthetic,
            "airflow-examples": projects.airflow_examples,
            "mostly-not-pipelines": projects.mostly_not_pipelines,
        }
        for name in self.corpora:
            yield from _rows_of(f"{measure}, {name}", made[name], rows)


def _rows_of(
    measure: str, project: Callable[[], Project], rows: Callable[[Project], Iterator[Row]]
) -> Iterator[Row]:
    try:
        yield from rows(project())
    except (CorpusError, RunError) as error:
        yield without_figures(measure, error)


QUICK = Plan(
    rounds=1,
    modules=12,
    corpora=("synthetic",),
    sizes=(4, 8),
    peer_modules=4,
    load_modules=(2, 4),
    load_dags=(1, 2),
    load_tasks=(5, 10),
    quick=True,
)
