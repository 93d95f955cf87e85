"""Front end: Apache Airflow 1.10, 2 and 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.frontends.airflow import names, objects
from pytest_etl_diagram.frontends.airflow.workflows import workflows

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.library import Library

__all__ = ["register", "workflows"]


def register(library: Library) -> None:
    """Add the models of Airflow and its providers to `library`."""
    library.resolvers["airflow"] = names.resolve
    library.owners["airflow"] = names.owns
    library.fallbacks.append(names.resolve_operator)
    library.external_calls.append(names.call_external)
    library.decorators.append(names.decorate)
    library.class_attributes.append(names.class_attribute)
    library.allocators.insert(0, objects.allocate)
