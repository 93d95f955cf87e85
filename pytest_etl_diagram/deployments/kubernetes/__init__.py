"""Kubernetes manifests, with and without Kustomize."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.drawing import deployment
from pytest_etl_diagram.deployments.kubernetes.manifests import set_of
from pytest_etl_diagram.deployments.kubernetes.reading import Reader
from pytest_etl_diagram.deployments.kubernetes.sets import read_resources
from pytest_etl_diagram.deployments.kubernetes.shapes import check
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files


def read(files: Files, source: str) -> Found:
    """Return the deployment of the set of manifests that a file stands for."""
    paths = set_of(files, source)
    if not paths:
        return Found()
    reader = Reader(files)
    found = read_resources(reader, paths)
    for each in found:
        check(each, reader.faults)
    folder = posixpath.dirname(source)
    name = posixpath.basename(folder) or "kubernetes"
    drawn = deployment(reader, found, name, folder or source, Place(source, line=1))
    deployments = (drawn,) if drawn is not None else ()
    dependencies = tuple(sorted(reader.dependencies - {source}))
    return Found((), deployments, reader.problems(), dependencies)
