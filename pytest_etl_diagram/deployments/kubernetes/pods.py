"""Pods: what their templates say of containers, volumes and what they need."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    at,
    duration,
    image,
    is_on,
    joined,
    line_of,
    pairs,
    resources,
    told,
    words,
)
from pytest_etl_diagram.deployments.kubernetes.probes import probes
from pytest_etl_diagram.deployments.kubernetes.references import references
from pytest_etl_diagram.deployments.kubernetes.volumes import volumes
from pytest_etl_diagram.documents.tree import Listing, Mapping, items, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.shelf import Shelf
    from pytest_etl_diagram.documents.tree import Tree

_SAID_BY_PODS = ("init", "restart", "service_account", "node_selector", "timeout")
_SAID_BY_ENVIRONMENTS = ("secrets", "configs", "env_from")
DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container"


def pod_details(
    template: Mapping, namespace: str, stock: Shelf, claims: Iterable[Mapping] = ()
) -> Iterator[Detail]:
    """Yield the facts of a pod's template (or of a Pod); `claims` are templates of claims.

    Those of its main container stand for the pod. Those of others have the container's name
    before them (`git-sync.image`).
    """
    spec = mapping(template.get("spec"))
    main = main_container(template)
    yield from _absent(template, main)
    yield from container_details(main)
    for sidecar in sidecars(template):
        name = text(sidecar.get("name"))
        for detail in container_details(sidecar):
            yield Detail(f"{name}.{detail.name}", detail.value, detail.line)
    yield from _init(spec)
    yield from volumes(spec, (main, *sidecars(template)), namespace, stock, claims)
    yield from references(spec)
    for name in ("limits", "requests"):
        yield from told(name, spec, f"resources.{name}", resources)
    yield from told("restart", spec, "restartPolicy", unless="Always")
    yield from told("service_account", spec, "serviceAccountName", unless="default")
    yield from told("service_account", spec, "serviceAccount", unless="default")
    yield from told("node_selector", spec, "nodeSelector", pairs)
    yield from told("timeout", spec, "activeDeadlineSeconds", duration)
    yield from _scraped(mapping(mapping(template.get("metadata")).get("annotations")))


def _absent(template: Mapping, main: Mapping) -> Iterator[Detail]:
    """Yield where a pod would say what it doesn't."""
    environment = line_of(main, "env") or line_of(main, "envFrom") or main.line
    yield from (Detail(name, "", line_of(template, "spec")) for name in _SAID_BY_PODS)
    yield from (Detail(name, "", environment) for name in _SAID_BY_ENVIRONMENTS)


def main_container(template: Mapping) -> Mapping:
    """Return the container that stands for a pod: the one that kubectl takes, else the first."""
    spec = mapping(template.get("spec"))
    annotations = mapping(mapping(template.get("metadata")).get("annotations"))
    wanted = text(annotations.get(DEFAULT_CONTAINER))
    found = [mapping(item) for item in items(spec.get("containers"))]
    return next((c for c in found if text(c.get("name")) == wanted), next(iter(found), Mapping()))


def sidecars(template: Mapping) -> list[Mapping]:
    """Return the other containers that run all the time, sorted by name."""
    spec = mapping(template.get("spec"))
    main = main_container(template)
    others = [c for c in map(mapping, items(spec.get("containers"))) if c is not main]
    others += [c for c in map(mapping, items(spec.get("initContainers"))) if _runs_on(c)]
    return sorted(others, key=lambda container: text(container.get("name")))


def every_container(template: Mapping) -> Iterator[Mapping]:
    """Yield all containers of a pod, those that prepare it too."""
    spec = mapping(template.get("spec"))
    for key in ("initContainers", "containers"):
        yield from map(mapping, items(spec.get(key)))


def container_details(container: Mapping) -> Iterator[Detail]:
    """Yield the facts of one container; what it doesn't say, would stand where it begins."""
    for name in ("image", "command", "ports"):
        yield Detail(name, "", container.line)
    for name in ("limits", "requests"):
        yield Detail(name, "", line_of(container, "resources") or container.line)
    yield from told("image", container, "image", image)
    yield from _command(container)
    yield from told("ports", container, "ports", lambda tree: joined(map(_port, items(tree))))
    for item in items(container.get("ports")):
        yield Detail(f"ports {_port(item)}", "", item.line)
    yield from probes(container)
    for name in ("limits", "requests"):
        yield from told(name, container, f"resources.{name}", resources)


def command_of(container: Mapping) -> str:
    """Return what a container starts, as one text; "" where its image decides."""
    return " ".join(
        part for key in ("command", "args") if (part := _argv(container.get(key)))
    ).strip()


def _command(container: Mapping) -> Iterator[Detail]:
    found = command_of(container)
    if found:
        _, line = at(container, "command")
        _, other = at(container, "args")
        yield Detail("command", in_one_line(found), other or line)


def _argv(tree: Tree | None) -> str:
    """Return the words of a command; a script keeps its spaces and lines."""
    if not isinstance(tree, Listing):
        return words(tree)
    return " ".join(_quoted(words(item).replace("$$", "$")) for item in tree.items)


def _quoted(word: str) -> str:
    return shlex.quote(word) if not word or (" " in word and "'" not in word) else word


def _port(tree: Tree) -> str:
    port = mapping(tree)
    number = words(port.get("containerPort"))
    host = words(port.get("hostPort"))
    protocol = words(port.get("protocol"))
    end = f"/{protocol.lower()}" if protocol not in ("", "TCP") else ""
    return f"{host}:{number}{end}" if host else f"{number}{end}"


def _runs_on(container: Mapping) -> bool:
    """Tell whether an init container goes on running: a sidecar of its own sort."""
    return text(container.get("restartPolicy")) == "Always"


def _init(spec: Mapping) -> Iterator[Detail]:
    """Yield what prepares a pod, in the order in which it runs."""
    parts = []
    value, line = at(spec, "initContainers")
    for container in map(mapping, items(value)):
        if not _runs_on(container):
            shown = image(container.get("image"))
            name = words(container.get("name"))
            does = in_one_line(command_of(container))
            said = f"{shown} {does}".strip()
            parts.append(f"{name} ({said})" if said else name)
    yield Detail("init", " → ".join(parts), line)


def _scraped(annotations: Mapping) -> Iterator[Detail]:
    """Yield where Prometheus finds the pod's metrics, by the usual annotations."""
    entry = annotations.entry("prometheus.io/scrape")
    if entry is not None and is_on(entry.value):
        port = words(annotations.get("prometheus.io/port"))
        path = words(annotations.get("prometheus.io/path")) or "/metrics"
        yield Detail("metrics", f"{port}{path}", entry.line)
