"""Deployments that files of data describe: one row a format."""

# ruff: noqa: PLC0415 -- the code of a format is imported when a file of it is read

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments import hints
from pytest_etl_diagram.documents.formats import Format

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.formats import Found


def formats() -> tuple[Format, ...]:
    """Return the formats of deployments."""
    return (
        Format("Docker Compose", hints.COMPOSE, _compose),
        Format("kubernetes", hints.KUBERNETES, _kubernetes),
        Format("helm", hints.HELM, _helm),
        Format("airflow_cfg", hints.AIRFLOW_CFG, _airflow_cfg),
        Format("Dockerfile", hints.DOCKERFILE, _dockerfile),
    )


def _compose(files: Files, source: str) -> Found:
    from pytest_etl_diagram.deployments.compose.reading import read

    return _connected(files, read(files, source))


def _kubernetes(files: Files, source: str) -> Found:
    from pytest_etl_diagram.deployments.kubernetes import read

    return _connected(files, read(files, source))


def _helm(files: Files, source: str) -> Found:
    from pytest_etl_diagram.deployments.helm import read

    return _connected(files, read(files, source))


def _airflow_cfg(files: Files, source: str) -> Found:
    from pytest_etl_diagram.deployments.airflow_cfg import read

    return _connected(files, read(files, source))


def _dockerfile(files: Files, source: str) -> Found:
    from pytest_etl_diagram.deployments.dockerfile_set import read

    return _connected(files, read(files, source))


def _connected(files: Files, found: Found) -> Found:
    from pytest_etl_diagram.deployments.connected import connected

    return connected(files, found)
