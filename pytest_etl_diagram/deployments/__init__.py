"""Deployments that files of data describe: one row a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments import airflow_cfg, compose, dockerfile_set, helm, kubernetes
from pytest_etl_diagram.deployments.connected import connected

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.formats import Format


def formats() -> tuple[Format, ...]:
    """Return the formats of deployments."""
    rows = (
        compose.FORMAT,
        kubernetes.FORMAT,
        helm.FORMAT,
        airflow_cfg.FORMAT,
        dockerfile_set.FORMAT,
    )
    return tuple(connected(each) for each in rows)
