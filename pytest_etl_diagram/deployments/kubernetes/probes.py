"""Probes: how Kubernetes asks a container whether it lives, and how often and how patiently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.kubernetes.details import Detail, duration, words
from pytest_etl_diagram.documents.tree import Mapping, is_null, items, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.documents.tree import Tree

PROBES = {"liveness": "livenessProbe", "readiness": "readinessProbe", "startup": "startupProbe"}

_SETTINGS: tuple[tuple[str, str, Callable[[Tree], str], str], ...] = (
    ("initialDelaySeconds", "initial delay", duration, "0"),
    ("periodSeconds", "period", duration, "10s"),
    ("timeoutSeconds", "timeout", duration, "1s"),
    ("successThreshold", "successes", words, "1"),
    ("failureThreshold", "failures", words, "3"),
)
"""Settings of a probe in the order in which they are shown: key, name, how, the default."""


def probes(container: Mapping) -> Iterator[Detail]:
    """Yield the probes of a container: `httpGet /ready:8000; period: 30s, failures: 5`."""
    for name, key in PROBES.items():
        entry = container.entry(key)
        if entry is None or not isinstance(entry.value, Mapping):
            yield Detail(name, "", container.line)
            continue
        test = asked(entry.value, container) or "set"
        how = list(patience(entry.value))
        yield Detail(name, f"{test}; {', '.join(s for s, _ in how)}" if how else test, entry.line)
        yield from (Detail(f"{name} {setting}", "", line) for setting, line in how[1:])


def patience(probe: Mapping, *, defaults: bool = True) -> Iterator[tuple[str, int]]:
    """Yield how often a probe asks and when it gives up, with lines: `period: 30s`.

    What holds anyway isn't told, where Kubernetes' own `defaults` do so and not those of a chart.
    """
    for key, name, show, default in _SETTINGS:
        entry = probe.entry(key)
        if entry is None or is_null(entry.value):
            continue
        if not defaults or show(entry.value) != default:
            yield f"{name}: {show(entry.value)}", entry.line


def port_number(container: Mapping, port: str) -> str:
    """Return the number of a container's port that is called by its name."""
    for item in map(mapping, items(container.get("ports"))):
        if port and words(item.get("name")) == port:
            return words(item.get("containerPort"))
    return port


def asked(probe: Mapping, container: Mapping) -> str:
    """Return what a probe asks, "" where that isn't said: `tcpSocket 5432`."""
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
    return ""
