"""Front end: dag-factory, which builds Airflow DAGs from YAML files or dictionaries.

After the documentation and the code of dag-factory 0.19 to 1.1; the DAGs are Airflow's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Native
from pytest_etl_diagram.frontends.dag_factory import loaders

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.library import Library

__all__ = ["register"]


def register(library: Library) -> None:
    """Add dag-factory's loaders to `library`."""
    for package in ("dagfactory", "dagfactory.dagfactory"):
        for name, function in loaders.FUNCTIONS.items():
            library.models[f"{package}.{name}"] = Native(f"{package}.{name}", function)
