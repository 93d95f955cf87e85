"""Front ends: what libraries mean, as tables that the evaluator is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.hints import AIRFLOW, Hint

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
    return (*_built_in(), *(point.load() for point in found))


def _built_in() -> tuple[FrontEnd, ...]:
    from pytest_etl_diagram.frontends import (  # noqa: PLC0415  loaded when used
        airflow,
        dag_factory,
        gusty,
        standard,
    )

    return (
        FrontEnd("standard", (), standard.register, no_workflows),
        FrontEnd("airflow", (AIRFLOW,), airflow.register, airflow.workflows),
        FrontEnd("dag-factory", (), dag_factory.register, no_workflows),
        FrontEnd("gusty", (), gusty.register, no_workflows),
    )
