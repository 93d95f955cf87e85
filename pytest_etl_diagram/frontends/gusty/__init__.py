"""Front end: gusty, which builds an Airflow DAG from a folder of task files.

After the documentation and the code of gusty 0.23; the DAGs are Airflow's.
"""

# ruff: noqa: PLC0415 -- few projects use it, and the others don't pay for its parser

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Native

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.library import Library

__all__ = ["register"]


def _create_dag(it: Interpreter, args: Args) -> object:
    from pytest_etl_diagram.frontends.gusty.loaders import create_dag

    return create_dag(it, args)


def _create_dags(it: Interpreter, args: Args) -> None:
    from pytest_etl_diagram.frontends.gusty.loaders import create_dags

    create_dags(it, args)


def register(library: Library) -> None:
    """Add gusty's loaders to `library`."""
    for name, function in {
        "gusty.create_dag": _create_dag,
        "gusty.create_dags": _create_dags,
        "gusty.multi.create_dags": _create_dags,
    }.items():
        library.models[name] = Native(name, function)
