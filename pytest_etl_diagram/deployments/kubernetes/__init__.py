"""Kubernetes manifests, with and without Kustomize."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.drawing import deployment
from pytest_etl_diagram.deployments.kubernetes.manifests import API_VERSION, KIND, set_of
from pytest_etl_diagram.deployments.kubernetes.reading import Reader
from pytest_etl_diagram.deployments.kubernetes.sets import read_resources
from pytest_etl_diagram.deployments.kubernetes.shapes import check
from pytest_etl_diagram.documents.formats import Format, Found
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.sources.hints import DocumentHint

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

HINTS = (
    DocumentHint(r"(?:^|/)kustomization(?:\.ya?ml)?"),
    DocumentHint(r"\.ya?ml", (API_VERSION, KIND)),
    DocumentHint(r"\.json", (API_VERSION, KIND), strong=False),
)


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


FORMAT = Format("kubernetes", HINTS, read)
