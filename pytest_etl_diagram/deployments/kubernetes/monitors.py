"""What the Prometheus operator is told to watch: Services and pods, by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import Detail, joined, line_of, words
from pytest_etl_diagram.deployments.kubernetes.resources import labels
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource

MONITORS = {"ServiceMonitor": "endpoints", "PodMonitor": "podMetricsEndpoints"}
"""Kind → the key with the endpoints that it asks."""


def monitor_details(each: Resource) -> Iterator[Detail]:
    """Yield the facts of a monitor: which port and path it asks, how often."""
    key = MONITORS[each.kind]
    parts = [_endpoint(mapping(item)) for item in items(each.spec.get(key))]
    yield Detail("endpoints", joined(parts), line_of(each.spec, key))


def is_watched(each: Resource, found: Mapping) -> bool:
    """Tell whether a monitor selects something with this metadata."""
    selector = mapping(each.spec.get("selector"))
    wanted = labels(selector.get("matchLabels"))
    has = labels(found.get("labels"))
    if not wanted and selector.get("matchExpressions") is not None:
        return False
    return all(has.get(key) == value for key, value in wanted.items())


def _endpoint(endpoint: Mapping) -> str:
    port = words(endpoint.get("port", "targetPort"))
    path = words(endpoint.get("path")) or "/metrics"
    every = words(endpoint.get("interval"))
    return f"{port} {path} every {every}" if every else f"{port} {path}"
