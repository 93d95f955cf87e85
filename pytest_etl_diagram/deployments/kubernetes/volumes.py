"""Volumes: claims and templates of them, folders of the node, network shares, empty folders."""

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

_SCRATCH = ("/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm")  # noqa: S108 - names only
"""Folders of which nobody expects that they last."""

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
            shown.extend(_mounted(kept, volume, mounts) or [(kept, volume.line)])
        elif empty := _empty(volume):
            shown.extend(_mounted(empty, volume, [m for m in mounts if not _is_scratch(m)]))
        claims.extend(_asked(volume, namespace, stock))
    for template in templates:
        named = mapping(template.get("metadata"))
        name = words(named.get("name"))
        shown.extend(_mounted(name, named, mounts) or [(name, named.line)])
        claims.append(_claim(name, mapping(template.get("spec"))))
    whole = line_of(spec, "volumes") or line_of(spec, "containers")
    yield Detail("volumes", joined(text for text, _ in shown), _first(shown) or whole)
    yield from (Detail(f"volumes {text}", "", line) for text, line in shown)
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

    ConfigMaps and Secrets are facts of their own.
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


def _empty(volume: Mapping) -> str:
    """Return what a volume that goes with its pod is called, "" for any other.

    Its name is of no account, as nothing outside of the pod knows it.
    """
    entry = volume.entry("emptyDir")
    if entry is None:
        return ""
    return "tmpfs" if words(mapping(entry.value).get("medium")) == "Memory" else "emptyDir"


def _is_scratch(mount: Mapping) -> bool:
    path = words(mount.get("mountPath"))
    return any(path == folder or path.startswith(f"{folder}/") for folder in _SCRATCH)


def _mounted(shown: str, volume: Mapping, mounts: Iterable[Mapping]) -> list[Row]:
    """Return a volume with each place it is mounted at: `data:/var/lib/data:ro`."""
    name = words(volume.get("name"))
    found = []
    for mount in mounts:
        if words(mount.get("name")) == name:
            end = ":ro" if is_on(mount.get("readOnly")) else ""
            path = words(mount.get("mountPath"))
            found.append((f"{shown}:{path}{end}", line_of(mount, "mountPath")))
    return found
