"""What lets requests in: Services, Ingresses, routes of the Gateway API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    at,
    joined,
    line_of,
    named,
    told,
    words,
)
from pytest_etl_diagram.deployments.kubernetes.pods import every_container
from pytest_etl_diagram.deployments.kubernetes.probes import port_number
from pytest_etl_diagram.deployments.kubernetes.resources import labels
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.documents.tree import Tree

ROUTES = ("HTTPRoute", "GRPCRoute", "TCPRoute")


def selects(selector: dict[str, str], template: Mapping) -> bool:
    """Tell whether a selector finds the pods of a template; an empty one finds none."""
    found = labels(mapping(template.get("metadata")).get("labels"))
    return bool(selector) and all(found.get(key) == value for key, value in selector.items())


def service_details(each: Resource, templates: Iterable[Mapping]) -> Iterator[Detail]:
    """Yield the facts of a Service; `templates` are those of the pods that it selects."""
    yield from told("type", each.spec, "type", unless="ClusterIP")
    address, line = at(each.spec, "clusterIP")
    if words(address) == "None":
        yield Detail("type", "headless", line)
    yield from told("external_name", each.spec, "externalName")
    pods = list(templates)
    yield from told(
        "ports",
        each.spec,
        "ports",
        lambda tree: joined(_port(mapping(item), pods) for item in items(tree)),
    )


def ingress_details(each: Resource) -> Iterator[Detail]:
    """Yield the facts of an Ingress: which host and path leads to which Service."""
    yield from told("class", each.spec, "ingressClassName")
    rules = [(f"{path} → {service}", line) for path, service, line in _ingress_rules(each)]
    line = line_of(each.spec, "rules") or line_of(each.spec, "defaultBackend")
    yield Detail("rules", joined(rule for rule, _ in rules), line)
    yield from (Detail(f"rules {rule}", "", at_line) for rule, at_line in rules)
    hosts = [
        words(host)
        for item in items(each.spec.get("tls"))
        for host in items(mapping(item).get("hosts"))
    ]
    if each.spec.entry("tls") is not None:
        yield Detail("tls", joined(hosts) or "on", line_of(each.spec, "tls"))


def ingress_services(each: Resource) -> Iterator[str]:
    """Yield the names of the Services that an Ingress leads to."""
    for item in items(each.spec.get("rules")):
        for path in items(mapping(mapping(item).get("http")).get("paths")):
            yield _service(mapping(mapping(path).get("backend")))[0]
    for key in ("defaultBackend", "backend"):
        if isinstance(each.spec.get(key), Mapping):
            yield _service(mapping(each.spec.get(key)))[0]


def route_details(each: Resource) -> Iterator[Detail]:
    """Yield the facts of a route of the Gateway API."""
    yield from told("hosts", each.spec, "hostnames", named)
    yield from told("gateways", each.spec, "parentRefs", named)
    rules = [_route_rule(mapping(item)) for item in items(each.spec.get("rules"))]
    yield Detail("rules", "; ".join(sorted(rules)), line_of(each.spec, "rules"))


def route_services(each: Resource) -> Iterator[str]:
    """Yield the names of the Services that a route leads to."""
    for item in items(each.spec.get("rules")):
        for backend in map(mapping, items(mapping(item).get("backendRefs"))):
            if words(backend.get("kind")) in ("", "Service"):
                yield words(backend.get("name"))


def gateway_details(each: Resource) -> Iterator[Detail]:
    """Yield the facts of a Gateway: its class and what it listens to."""
    yield from told("class", each.spec, "gatewayClassName")
    yield from told("listeners", each.spec, "listeners", _listeners)


def _listeners(tree: Tree) -> str:
    parts = (
        f"{words(each.get('protocol'))} {words(each.get('hostname'))}:{words(each.get('port'))}"
        for each in map(mapping, items(tree))
    )
    return joined(parts)


def _port(port: Mapping, templates: list[Mapping]) -> str:
    number = words(port.get("port"))
    target = words(port.get("targetPort")) or number
    for template in templates:
        for container in every_container(template):
            target = port_number(container, target)
    protocol = words(port.get("protocol"))
    end = f"/{protocol.lower()}" if protocol not in ("", "TCP") else ""
    node = words(port.get("nodePort"))
    shown = number if target == number else f"{number}:{target}"
    return f"{shown}{end} (node {node})" if node else f"{shown}{end}"


def _ingress_rules(each: Resource) -> Iterator[tuple[str, str, int]]:
    """Yield (host and path, Service and port, line) of each rule."""
    for rule in map(mapping, items(each.spec.get("rules"))):
        host = words(rule.get("host")) or "*"
        for path in map(mapping, items(mapping(rule.get("http")).get("paths"))):
            service, port = _service(mapping(path.get("backend")))
            line = line_of(path, "path") or path.line
            yield f"{host}{words(path.get('path')) or '/'}", _target(service, port), line
    for key in ("defaultBackend", "backend"):
        if isinstance(each.spec.get(key), Mapping):
            target = _target(*_service(mapping(each.spec.get(key))))
            yield "default", target, line_of(each.spec, key)


def _target(service: str, port: str) -> str:
    return f"{service}:{port}" if port else service


def _service(backend: Mapping) -> tuple[str, str]:
    """Return (name, port) of a backend, in the form of networking.k8s.io/v1 or the one before."""
    service = mapping(backend.get("service"))
    if service.entries:
        port = mapping(service.get("port"))
        return words(service.get("name")), words(port.get("number", "name"))
    return words(backend.get("serviceName")), words(backend.get("servicePort"))


def _route_rule(rule: Mapping) -> str:
    paths = joined(
        words(mapping(mapping(match).get("path")).get("value")) or "/"
        for match in items(rule.get("matches"))
    )
    targets = (
        _target(words(each.get("name")), words(each.get("port")))
        for each in map(mapping, items(rule.get("backendRefs")))
    )
    return f"{paths or '/'} → {joined(targets)}"
