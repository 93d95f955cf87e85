"""Probes: how Kubernetes asks a container whether it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.kubernetes.details import Detail, words
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBES = {"liveness": "livenessProbe", "readiness": "readinessProbe", "startup": "startupProbe"}


def probes(container: Mapping) -> Iterator[Detail]:
    """Yield the probes of a container: `httpGet /ready:8000`, `exec pg_isready`."""
    for name, key in PROBES.items():
        entry = container.entry(key)
        if entry is not None and isinstance(entry.value, Mapping):
            yield Detail(name, _asked(entry.value, container), entry.line)


def port_number(container: Mapping, port: str) -> str:
    """Return the number of a container's port that is called by its name."""
    for item in map(mapping, items(container.get("ports"))):
        if port and words(item.get("name")) == port:
            return words(item.get("containerPort"))
    return port


def _asked(probe: Mapping, container: Mapping) -> str:
    http = mapping(probe.get("httpGet"))
    if http.entries:
        scheme = " (https)" if words(http.get("scheme")).upper() == "HTTPS" else ""
        path = words(http.get("path")) or "/"
        return f"httpGet {path}:{port_number(container, words(http.get('port')))}{scheme}"
    tcp = mapping(probe.get("tcpSocket"))
    if tcp.entries:
        return f"tcpSocket {port_number(container, words(tcp.get('port')))}"
    grpc = mapping(probe.get("grpc"))
    if grpc.entries:
        return f"grpc {words(grpc.get('port'))} {words(grpc.get('service'))}".rstrip()
    command = items(mapping(probe.get("exec")).get("command"))
    if command:
        return in_one_line("exec " + " ".join(words(item) for item in command))
    return "set"
