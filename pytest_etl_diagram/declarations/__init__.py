"""Pipelines that files of data describe: one row a format."""

# ruff: noqa: PLC0415 -- the code of a format is imported when a file of it is read

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations import hints
from pytest_etl_diagram.documents.formats import Format

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.formats import Found


def formats() -> tuple[Format, ...]:
    """Return the formats of pipelines."""
    return (
        Format("generic", hints.GENERIC, _generic),
        Format("great_expectations", hints.GREAT_EXPECTATIONS, _great_expectations),
        Format("soda", hints.SODA, _soda),
        Format("dbt", hints.DBT, _dbt),
        Format("meltano", hints.MELTANO, _meltano),
        Format("dag-factory", hints.DAG_FACTORY, _dag_factory),
        Format("hostile", hints.HOSTILE, _hostile),
    )


def _generic(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.generic.format import read

    return read(files, source)


def _great_expectations(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.great_expectations import read

    return read(files, source)


def _soda(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.soda import read

    return read(files, source)


def _dbt(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.dbt import read

    return read(files, source)


def _meltano(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.meltano import read

    return read(files, source)


def _dag_factory(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.dag_factory import read

    return read(files, source)


def _hostile(files: Files, source: str) -> Found:
    from pytest_etl_diagram.declarations.hostile import read

    return read(files, source)
