"""Which files are manifests, and which of them make one set."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.hints import MANIFEST_KIND, MANIFEST_VERSION
from pytest_etl_diagram.documents.tree import items, mapping, text
from pytest_etl_diagram.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Mapping

SUFFIXES = (".yaml", ".yml", ".json")
_DATA = r"(?i)\.(?:ya?ml|json)\Z"
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")

_KIND = re.compile(MANIFEST_KIND.decode())
_API_VERSION = re.compile(MANIFEST_VERSION.decode())
_TEMPLATE = re.compile(
    r"\{\{[^}\n]*\.(?:Values|Release|Chart|Capabilities)\b|^\s*\{%", re.MULTILINE
)


def set_of(files: Files, source: str) -> tuple[str, ...]:
    """Return the files of the set that `source` stands for, first itself; none if another does.

    A kustomization stands for what it takes in; a component only changes what takes it in. Without
    one, all manifests of a folder are a set, and the first of them stands for it. Those that a
    kustomization further up names are its own.
    """
    folder = posixpath.dirname(source)
    own = kustomization_of(files, folder)
    if own:
        is_part = text(kustomization(files, own).get("kind")) == "Component"
        return (source,) if source == own and not is_part else ()
    named = frozenset(_named_above(files, folder))
    listed = [path for path in files.listing(folder, _DATA) if path not in named]
    first = next((path for path in listed if is_manifest(files, path)), "")
    if source != first:  # no need to look at the rest of them
        return ()
    return tuple(path for path in listed if is_manifest(files, path))


def is_manifest(files: Files, source: str) -> bool:
    """Tell whether a file holds manifests, by its text: a template of Helm or Jinja does not."""
    if not source.lower().endswith(SUFFIXES):
        return False
    try:
        content = files.text(source)
    except SourceError:
        return False
    if not (_API_VERSION.search(content) and _KIND.search(content)):
        return False
    return not (_TEMPLATE.search(content) or _in_chart(files, source))


def kustomization_of(files: Files, folder: str) -> str:
    """Return the path of a folder's kustomization, "" without one."""
    found = (posixpath.join(folder, name) for name in KUSTOMIZATIONS)
    return next((path for path in found if files.exists(path)), "")


def kustomization(files: Files, source: str) -> Mapping:
    """Return the first document of a kustomization."""
    return mapping(next(iter(files.yaml(source).documents), None))


def named_files(tree: Mapping) -> Iterator[str]:
    """Yield the paths that a kustomization names, as it names them: resources and patches."""
    for key in ("resources", "bases", "components", "patchesStrategicMerge"):
        yield from (text(item) for item in items(tree.get(key)))
    for key in ("patches", "patchesJson6902"):
        yield from (text(mapping(item).get("path")) for item in items(tree.get(key)))


def beside(source: str, path: str) -> str:
    """Return a path that a file names, relative to the root folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _in_chart(files: Files, source: str) -> bool:
    """Tell whether a file is one of a Helm chart's templates or definitions."""
    parts = source.split("/")
    return any(
        part in ("templates", "crds") and files.exists("/".join((*parts[:i], "Chart.yaml")))
        for i, part in enumerate(parts[:-1])
    )


def _named_above(files: Files, folder: str) -> Iterator[str]:
    """Yield the files that kustomizations of the folders above name."""
    while folder:
        folder = posixpath.dirname(folder)
        above = kustomization_of(files, folder)
        if above:
            for path in named_files(kustomization(files, above)):
                if path and "\n" not in path:
                    yield beside(above, path)
