"""Volumes that last: claims, templates of claims, folders of the node, network file systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    at,
    is_on,
    joined,
    line_of,
    quantity,
    words,
)
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.shelf import Shelf

Row = tuple[str, int]
"""(what is shown, its line)."""


def volumes(
    spec: Mapping,
    containers: Iterable[Mapping],
    namespace: str,
    stock: Shelf,
    templates: Iterable[Mapping] = (),
) -> Iterator[Detail]:
    """Yield `volumes` (`data:/var/lib/data`) and `storage` (what the claims ask for)."""
    mounts = [m for c in containers for m in map(mapping, items(c.get("volumeMounts")))]
    shown: list[Row] = []
    claims: list[Row] = []
    for volume in map(mapping, items(spec.get("volumes"))):
        kept = _kept(volume)
        if kept:
            shown.extend(_mounted(kept, volume, mounts))
        claims.extend(_asked(volume, namespace, stock))
    for template in templates:
        named = mapping(template.get("metadata"))
        name = words(named.get("name"))
        shown.extend(_mounted(name, named, mounts))
        claims.append(_claim(name, mapping(template.get("spec"))))
    yield Detail("volumes", joined(text for text, _ in shown), _first(shown))
    yield Detail("storage", "; ".join(sorted(text for text, _ in claims)), _first(claims))


def claim_words(spec: Mapping) -> str:
    """Return what a claim asks for: `10Gi ReadWriteOnce gp3`."""
    size, _ = at(spec, "resources.requests.storage")
    modes = " ".join(sorted(words(item) for item in items(spec.get("accessModes"))))
    parts = (
        quantity("storage", size) if size is not None else "",
        modes,
        words(spec.get("storageClassName")),
    )
    return " ".join(part for part in parts if part)


def _asked(volume: Mapping, namespace: str, stock: Shelf) -> Iterator[Row]:
    """Yield what the claim of a volume asks for, if it is in the set or in the volume."""
    claim = words(mapping(volume.get("persistentVolumeClaim")).get("claimName"))
    found = stock.find("PersistentVolumeClaim", namespace, claim) if claim else None
    if found is not None:
        yield _claim(claim, found.spec)
    template = mapping(mapping(volume.get("ephemeral")).get("volumeClaimTemplate"))
    if template.entries:
        yield _claim(words(volume.get("name")), mapping(template.get("spec")))


def _claim(name: str, spec: Mapping) -> Row:
    _, line = at(spec, "resources.requests.storage")
    return f"{name} {claim_words(spec)}".strip(), line or spec.line


def _first(rows: list[Row]) -> int:
    return min((line for _, line in rows), default=0)


def _kept(volume: Mapping) -> str:
    """Return what a volume that outlives its pod is called, "" for any other.

    ConfigMaps and Secrets are facts of their own; an empty folder is nobody's business.
    """
    claim = words(mapping(volume.get("persistentVolumeClaim")).get("claimName"))
    if claim:
        return claim
    host = mapping(volume.get("hostPath"))
    if host.entries:
        return words(host.get("path"))
    nfs = mapping(volume.get("nfs"))
    if nfs.entries:
        return f"nfs {words(nfs.get('server'))}:{words(nfs.get('path'))}"
    csi = mapping(volume.get("csi"))
    if csi.entries:
        return words(csi.get("driver"))
    return words(volume.get("name")) if mapping(volume.get("ephemeral")).entries else ""


def _mounted(shown: str, volume: Mapping, mounts: Iterable[Mapping]) -> Iterator[Row]:
    """Yield a volume with each place it is mounted at; one that isn't mounted is just named."""
    name = words(volume.get("name"))
    found = [mount for mount in mounts if words(mount.get("name")) == name]
    for mount in found:
        end = ":ro" if is_on(mount.get("readOnly")) else ""
        yield f"{shown}:{words(mount.get('mountPath'))}{end}", line_of(mount, "mountPath")
    if not found:
        yield shown, volume.line
