"""The files of connections beside a deployment, whatever format that is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.connecting import connect
from pytest_etl_diagram.deployments.connections import connection_files, connections_beside
from pytest_etl_diagram.deployments.links import directory

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.formats import Found
    from pytest_etl_diagram.model import Deployment


def connected(files: Files, found: Found) -> Found:
    """Return what a format found, with the files of connections beside it."""
    named = [path for d in found.deployments for path in connection_files(files, _file(files, d))]
    faults = (replace(p, fatal=False) for path in named for p in files.yaml(path).problems)
    return replace(
        found,
        deployments=tuple(_configured(files, d) for d in found.deployments),
        problems=tuple(dict.fromkeys((*found.problems, *faults))),
        dependencies=tuple(sorted({*found.dependencies, *named})),
    )


def _configured(files: Files, deployment: Deployment) -> Deployment:
    """Return a deployment with the connections of files that it doesn't know of yet."""
    known = {name for name, _ in deployment.connections}
    others = [c for c in connections_beside(files, _file(files, deployment)) if c.id not in known]
    linked = connect((), others, directory((unit, ()) for unit in deployment.units))
    return replace(
        deployment,
        connections=tuple(sorted((*deployment.connections, *linked.connections))),
        configured=(*deployment.configured, *linked.configured),
    )


def _file(files: Files, deployment: Deployment) -> str:
    """Return a path in the folder of a deployment: its source is a file or the folder itself."""
    return deployment.source if files.exists(deployment.source) else f"{deployment.source}/-"
