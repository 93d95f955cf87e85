"""Front end: dag-factory, which builds Airflow DAGs from YAML files or dictionaries.

After the documentation and the code of dag-factory 0.19 to 1.1; the DAGs are Airflow's.
"""

# ruff: noqa: PLC0415 -- few projects use it, and the others don't pay for its parser

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Native

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.library import Library

__all__ = ["register"]


def _factory(it: Interpreter, args: Args) -> object:
    from pytest_etl_diagram.frontends.dag_factory.loaders import factory

    return factory(it, args)


def _load_yaml_dags(it: Interpreter, args: Args) -> None:
    from pytest_etl_diagram.frontends.dag_factory.loaders import load_yaml_dags

    load_yaml_dags(it, args)


FUNCTIONS = {
    "DagFactory": _factory,
    "_DagFactory": _factory,
    "load_yaml_dags": _load_yaml_dags,
}


def register(library: Library) -> None:
    """Add dag-factory's loaders to `library`."""
    for package in ("dagfactory", "dagfactory.dagfactory"):
        for name, function in FUNCTIONS.items():
            library.models[f"{package}.{name}"] = Native(f"{package}.{name}", function)
