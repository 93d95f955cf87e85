"""What a pod takes from ConfigMaps and Secrets: names only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import Detail, joined, words
from pytest_etl_diagram.deployments.kubernetes.shelf import mounted_maps, mounted_secrets
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree

Named = dict[str, list[tuple[str, int]]]
"""Fact → (name, line) of what it names."""


def references(spec: Mapping) -> Iterator[Detail]:
    """Yield the facts `env_from`, `configs` and `secrets` of a pod.

    `env_from` names what is taken in as a whole, the others what single variables and mounted
    files come from.
    """
    found: Named = {"env_from": [], "configs": [], "secrets": []}
    for key in ("initContainers", "containers"):
        for container in map(mapping, items(spec.get(key))):
            _of_container(container, found)
    for volume in map(mapping, items(spec.get("volumes"))):
        found["configs"].extend((name, volume.line) for name in mounted_maps(volume))
        found["secrets"].extend((name, volume.line) for name in mounted_secrets(volume))
    for fact, names in found.items():
        lines = sorted(line for name, line in names if name)
        if lines:
            yield Detail(fact, joined(name for name, _ in names), lines[0])
            yield from (Detail(f"{fact} {name}", "", line) for name, line in names if name)


def _of_container(container: Mapping, found: Named) -> None:
    for item in map(mapping, items(container.get("envFrom"))):
        for key, sort in (("configMapRef", "configmap"), ("secretRef", "secret")):
            name = words(mapping(item.get(key)).get("name"))
            if name:
                found["env_from"].append((f"{sort}/{name}", item.line))
    for item in map(mapping, items(container.get("env"))):
        source = mapping(item.get("valueFrom"))
        for fact, key in (("configs", "configMapKeyRef"), ("secrets", "secretKeyRef")):
            found[fact].append((_name(source.get(key)), item.line))


def _name(tree: Tree | None) -> str:
    return words(mapping(tree).get("name"))
