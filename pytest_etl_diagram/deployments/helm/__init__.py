"""Helm values of the charts for Apache Airflow."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.connections import connection_files, connections_beside
from pytest_etl_diagram.deployments.helm.drawing import Origin, deployment
from pytest_etl_diagram.deployments.helm.layering import release_of, values_of
from pytest_etl_diagram.deployments.helm.shapes import check
from pytest_etl_diagram.documents.formats import Found

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

_SUFFIX = re.compile(r"\.ya?ml$")


def read(files: Files, source: str) -> Found:
    """Return what the chart deploys with the values in a file."""
    layered = values_of(files, source)
    if layered is None:
        return Found()
    name = _SUFFIX.sub("", posixpath.basename(source))
    connections = connections_beside(files, source)
    release = layered.chart.release or release_of(files, source)
    origin = Origin(name, source, release, connections)
    drawn = deployment(layered.chart, origin, layered.place)
    problems = (*layered.problems, *check(layered))
    dependencies = (*layered.dependencies, *connection_files(files, source))
    return Found((), (drawn,), problems, dependencies)
