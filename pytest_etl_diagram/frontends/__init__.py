"""Front ends: what libraries mean, as tables that the evaluator is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.library import Library
    from pytest_etl_diagram.evaluate.values import ModuleValue
    from pytest_etl_diagram.model import Workflow


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """A library that pipelines are written with.

    `register` adds its models; `workflows` returns what it found in a module
    after evaluation (nothing for front ends that only help others).
    """

    name: str
    register: Callable[[Library], None]
    workflows: Callable[[Interpreter, ModuleValue], list[Workflow]]


def _none(it: Interpreter, module: ModuleValue) -> list[Workflow]:
    del it, module
    return []


def front_ends() -> tuple[FrontEnd, ...]:
    """Return the built-in front ends, in the order in which they register."""
    from pytest_etl_diagram.frontends import (  # noqa: PLC0415  loaded when used
        airflow,
        dag_factory,
        gusty,
        standard,
    )

    return (
        FrontEnd("standard", standard.register, _none),
        FrontEnd("airflow", airflow.register, airflow.workflows),
        FrontEnd("dag-factory", dag_factory.register, _none),
        FrontEnd("gusty", gusty.register, _none),
    )
