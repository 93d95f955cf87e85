"""Which Dockerfiles the Compose files of a project build."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.documents.interpolation import interpolate
from pytest_etl_diagram.documents.tree import Mapping, Scalar, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Tree

_BUILDS: Final = r"""(?<![^\s{,"'])build["']?\s*:"""
_DEFAULT: Final = "Dockerfile"


def builders(files: Files, dockerfile: str) -> tuple[str, ...]:
    """Return the YAML files of the project whose services build a Dockerfile, sorted."""
    return tuple(path for path, built in files.once(_all_built) if dockerfile in built)


def _all_built(files: Files) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return what each YAML file builds: they are searched once, however many Dockerfiles ask."""
    found = files.disk.holding((".yml", ".yaml"), _BUILDS)
    return tuple((path, _built(files, path)) for path in found)


def _built(files: Files, path: str) -> frozenset[str]:
    return frozenset(
        built
        for document in files.yaml(path).documents
        for service in mapping(mapping(document).get("services")).entries
        for built in _of_build(mapping(service.value).get("build"), posixpath.dirname(path))
    )


def _of_build(build: Tree | None, folder: str) -> Iterator[str]:
    """Yield the path of the Dockerfile of a build, relative to the root folder."""
    if isinstance(build, Scalar):
        context, dockerfile = text(build), _DEFAULT
    elif isinstance(build, Mapping) and build.get("dockerfile_inline") is None:
        context = text(build.get("context")) or "."
        dockerfile = text(build.get("dockerfile")) or _DEFAULT
    else:
        return
    whole = posixpath.join(folder, interpolate(context, {}), interpolate(dockerfile, {}))
    yield posixpath.normpath(whole)
