"""Ingresses that a chart makes for Airflow's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import Detail, Sketch, joined, words
from pytest_etl_diagram.documents.tree import Mapping, items
from pytest_etl_diagram.model import Tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.values import Values

ROWS = (
    ("web", ("webserver", "web")),
    ("apiServer", ("api-server",)),
    ("flower", ("flower",)),
    ("statsd", ("statsd",)),
    ("pgbouncer", ("pgbouncer",)),
)
"""Keys under `ingress`, and what they lead to."""


def switched_off(values: Values, made: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the ingresses that there aren't, each with the line by which there could be one."""
    for key, targets in ROWS:
        for name in targets:
            line = values.line(f"ingress.{key}.enabled", f"ingress.{key}", "ingress.enabled")
            if name in made and line and not _is_on(values, key):
                yield f"ingress/{name}", line


def ingresses(values: Values, made: set[str]) -> tuple[list[Sketch], list[Tie]]:
    """Return the ingresses, and what they route to among the components that are made."""
    found: list[Sketch] = []
    ties: list[Tie] = []
    for key, targets in ROWS:
        target = next((name for name in targets if name in made), "")
        path = f"ingress.{key}"
        if not target or not _is_on(values, key):
            continue
        name = f"ingress/{target}"
        details = tuple(_details(values, path))
        line = values.line(path, "ingress")
        found.append(Sketch(name, "gateway", "orchestration", details, line))
        ties.append(Tie(name, target, "routes"))
    return found, ties


def _is_on(values: Values, key: str) -> bool:
    old = values.on("ingress.enabled", default=False) and key in ("web", "apiServer")
    return values.on(f"ingress.{key}.enabled", default=old)


def _details(values: Values, path: str) -> list[Detail]:
    hosts, line = values.find(f"{path}.hosts", f"{path}.host", "ingress.hosts", "ingress.hostname")
    names = [
        words(item.get("name", "host")) if isinstance(item, Mapping) else words(item)
        for item in items(hosts)
    ]
    sort, sort_line = values.find(f"{path}.ingressClassName", "ingress.ingressClassName")
    return [
        Detail("kind", "Ingress"),
        Detail("class", words(sort), sort_line),
        Detail("hosts", joined(names), line),
    ]
