"""Front ends: what libraries mean, as tables that the evaluator is given.

Every run asks for the hints; the tables are imported when the first file is evaluated.
"""

# ruff: noqa: PLC0415 -- see above

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.hints import AIRFLOW, Hint
from pytest_etl_diagram.sources.own_imports import entry_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.library import Library
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.model import Workflow


ENTRY_POINTS = "pytest_etl_diagram.frontends"


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """A library that pipelines are written with.

    `hints` are byte strings by which files that use it are found (see
    `sources.hints`). `register` adds its models; `workflows` returns what it
    found in a module after evaluation (nothing for front ends that only help
    others).
    """

    name: str
    hints: tuple[Hint, ...]
    register: Callable[[Library], None]
    workflows: Callable[[Interpreter, ModuleValue], list[Workflow]]


def no_workflows(it: Interpreter, module: ModuleValue) -> list[Workflow]:
    """Find nothing: for front ends that only help others."""
    del it, module
    return []


@cache
def front_ends() -> tuple[FrontEnd, ...]:
    """Return the built-in front ends, then those of other packages by their names.

    Another package offers a FrontEnd as an entry point of ENTRY_POINTS. Looked
    up once: that reads the metadata of every installed package.
    """
    found = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return (*BUILT_IN, *(point.load() for point in found))


def _register_standard(library: Library) -> None:
    from pytest_etl_diagram.frontends import standard

    standard.register(library)


def _register_airflow(library: Library) -> None:
    from pytest_etl_diagram.frontends import airflow

    airflow.register(library)


def _airflow_workflows(it: Interpreter, module: ModuleValue) -> list[Workflow]:
    from pytest_etl_diagram.frontends import airflow

    return airflow.workflows(it, module)


def _register_dag_factory(library: Library) -> None:
    from pytest_etl_diagram.frontends import dag_factory

    dag_factory.register(library)


def _register_gusty(library: Library) -> None:
    from pytest_etl_diagram.frontends import gusty

    gusty.register(library)


BUILT_IN = (
    FrontEnd("standard", (), _register_standard, no_workflows),
    FrontEnd("airflow", (AIRFLOW,), _register_airflow, _airflow_workflows),
    FrontEnd("dag-factory", (), _register_dag_factory, no_workflows),
    FrontEnd("gusty", (), _register_gusty, no_workflows),
)
