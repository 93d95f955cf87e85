"""The resources of a set of manifests: those of a kustomization, or of a folder's files."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.kustomization import built
from pytest_etl_diagram.deployments.kubernetes.manifests import KUSTOMIZATIONS
from pytest_etl_diagram.deployments.kubernetes.resources import declared, once

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource


def read_resources(reader: Reader, paths: tuple[str, ...]) -> list[Resource]:
    """Return the resources of a set of files, each once, sorted by name."""
    first = paths[0]
    if posixpath.basename(first) in KUSTOMIZATIONS:
        found = built(reader, first)
    else:
        found = [each for path in paths for each in declared(reader.documents(path), reader.faults)]
    kept = once(found, reader.faults, reader.line_name)
    return sorted(kept, key=lambda each: (each.name, each.kind, each.namespace, each.group))
