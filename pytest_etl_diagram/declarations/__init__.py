"""Pipelines that files of data describe: one row a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations import (
    dag_factory,
    dbt,
    generic,
    great_expectations,
    hostile,
    meltano,
    soda,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.formats import Format


def formats() -> tuple[Format, ...]:
    """Return the formats of pipelines."""
    return (
        generic.FORMAT,
        great_expectations.FORMAT,
        soda.FORMAT,
        dbt.FORMAT,
        meltano.FORMAT,
        dag_factory.FORMAT,
        hostile.FORMAT,
    )
