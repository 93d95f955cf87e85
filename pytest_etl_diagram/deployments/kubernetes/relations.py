"""Who plays what in a set of resources, and what ties them: by selectors and by names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pytest_etl_diagram.deployments.kubernetes import argo, operators
from pytest_etl_diagram.deployments.kubernetes.details import words
from pytest_etl_diagram.deployments.kubernetes.monitors import MONITORS, is_watched
from pytest_etl_diagram.deployments.kubernetes.resources import are_together, labels
from pytest_etl_diagram.deployments.kubernetes.scaling import (
    GUARDS,
    SCALERS,
    guarded_labels,
    is_target,
    target_name,
)
from pytest_etl_diagram.deployments.kubernetes.traffic import (
    ROUTES,
    ingress_services,
    route_services,
    selects,
)
from pytest_etl_diagram.deployments.kubernetes.workloads import template_of
from pytest_etl_diagram.documents.tree import items, mapping
from pytest_etl_diagram.model import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.naming import Names
    from pytest_etl_diagram.deployments.kubernetes.resources import Fault, Resource
    from pytest_etl_diagram.documents.tree import Mapping

GATEWAYS = ("Service", "Ingress", "Gateway", *ROUTES)
OWNERS = {
    "KafkaConnector": "KafkaConnect",
    "KafkaTopic": "Kafka",
    "KafkaNodePool": "Kafka",
    "FlinkSessionJob": "FlinkDeployment",
    "ScheduledBackup": "Cluster",
}
"""Kinds of resources that tell another one what to hold or to do, and that one's kind."""


Label = tuple[str, str]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cast:
    """The resources of a set by what they are.

    `workloads` run pods, `custom` are resources of operators, `gateways` let requests in,
    `monitors` watch, `claims` are those that no pod of the set uses. `all` are all of them.
    `served` are the workloads whose pods a Service selects, `services` the Services of a workload,
    both by identity. `scalers` are the autoscalers by the name of what they scale; `guards` limit
    what may be done to pods, by a label that these have (None: to all). `names` are the units'.
    """

    workloads: tuple[Resource, ...]
    custom: tuple[Resource, ...]
    gateways: tuple[Resource, ...]
    monitors: tuple[Resource, ...]
    claims: tuple[Resource, ...]
    all: tuple[Resource, ...]
    served: dict[int, list[Resource]]
    services: dict[int, list[Resource]]
    scalers: dict[str, list[Resource]]
    guards: dict[Label | None, list[Resource]]
    names: Names = field(default_factory=dict)

    @property
    def others(self) -> tuple[Resource, ...]:
        """Those whose units have their kind in the name."""
        return (*self.gateways, *self.monitors, *self.claims)


def cast_of(found: Iterable[Resource]) -> Cast:
    """Return who is what."""
    every = tuple(found)
    custom = tuple(r for r in every if operators.row_of(r) is not None or r.kind in argo.KINDS)
    drawn = {id(each) for each in custom}
    gateways = tuple(r for r in every if r.kind in GATEWAYS and _is_plain(r))
    drawn |= {id(each) for each in gateways}
    workloads = tuple(r for r in every if id(r) not in drawn and template_of(r) is not None)
    used = {name for each in workloads for name in _claims(each)}
    claims = tuple(
        r for r in every if r.kind == "PersistentVolumeClaim" and (r.namespace, r.name) not in used
    )
    monitors = tuple(r for r in every if r.kind in MONITORS)
    served = _served([r for r in gateways if r.kind == "Service"], workloads)
    services = _grouped((id(each), one) for one in gateways for each in served.get(id(one), ()))
    scalers = _grouped((target_name(each), each) for each in every if each.kind in SCALERS)
    guards = _grouped(
        (next(iter(guarded_labels(each).items()), None), each)
        for each in every
        if each.kind in GUARDS
    )
    return Cast(
        workloads, custom, gateways, monitors, claims, every, served, services, scalers, guards
    )


def _grouped(keyed: Iterable[tuple[Key, Resource]]) -> dict[Key, list[Resource]]:
    found: dict[Key, list[Resource]] = defaultdict(list)
    for key, each in keyed:
        found[key].append(each)
    return dict(found)


def _served(
    services: Iterable[Resource], workloads: Iterable[Resource]
) -> dict[int, list[Resource]]:
    """Return the workloads that each Service selects, looked up by one of the labels it wants."""
    labelled = _grouped((label, each) for each in workloads for label in _pod_labels(each).items())
    found = {}
    for service in services:
        wanted = labels(service.spec.get("selector"))
        near = min((labelled.get(label, []) for label in wanted.items()), key=len, default=[])
        found[id(service)] = [
            each
            for each in near
            if are_together(each, service) and selects(wanted, _template(each))
        ]
    return found


def ties_of(cast: Cast) -> list[Tie]:
    """Return the ties between the units of a set, each once, sorted."""
    found = {
        *_service_ties(cast),
        *_route_ties(cast),
        *_monitor_ties(cast),
        *_owner_ties(cast),
    }
    return sorted(found, key=lambda tie: (tie.source, tie.target, tie.kind))


def behind(service: Resource, cast: Cast) -> list[Resource]:
    """Return the workloads whose pods a Service selects."""
    return cast.served.get(id(service), [])


def guards_of(each: Resource, cast: Cast) -> list[Resource]:
    """Return what may guard a workload's pods: all that do are among them."""
    own = _pod_labels(each).items()
    return [one for label in (None, *own) for one in cast.guards.get(label, ())]


def services_of(each: Resource, cast: Cast) -> list[Resource]:
    """Return the Services that select a workload's pods."""
    return cast.services.get(id(each), [])


def unmatched(cast: Cast) -> Iterator[Fault]:
    """Yield what selects or names something that isn't in the set. It may be elsewhere."""
    for service in cast.gateways:
        selector = labels(service.spec.get("selector"))
        if service.kind == "Service" and selector and not behind(service, cast):
            shown = ", ".join(f"{key}={value}" for key, value in sorted(selector.items()))
            line = service.spec.entry("selector")
            message = (
                f"{service.title} selects {shown}, which no pod of these manifests has; "
                "correct the selector if they are meant to have it"
            )
            yield (line.line if line else service.line), message, False
    by_name = _grouped((each.name, each) for each in cast.all)
    for scaler in (each for found in cast.scalers.values() for each in found):
        if not any(is_target(scaler, r) for r in by_name.get(target_name(scaler), ())):
            target = mapping(scaler.spec.get("scaleTargetRef"))
            name = f"{words(target.get('kind')) or 'Deployment'} {words(target.get('name'))}"
            message = f"{scaler.title} scales {name}, which isn't in these manifests"
            yield scaler.line, message, False


def _is_plain(each: Resource) -> bool:
    """Tell whether a kind's name is meant as Kubernetes means it: Knative has Services too."""
    return not (each.kind == "Service" and each.group)


def _template(each: Resource) -> Mapping:
    return mapping(template_of(each))


def _pod_labels(each: Resource) -> dict[str, str]:
    return labels(mapping(_template(each).get("metadata")).get("labels"))


def _service_ties(cast: Cast) -> Iterator[Tie]:
    for service in cast.gateways:
        if service.kind == "Service":
            for each in behind(service, cast):
                yield Tie(cast.names[id(service)], cast.names[id(each)], "routes")


def _route_ties(cast: Cast) -> Iterator[Tie]:
    services = _grouped((one.name, one) for one in cast.gateways if one.kind == "Service")
    gateways = {s.name: s for s in cast.gateways if s.kind == "Gateway"}
    for each in cast.gateways:
        named = ingress_services(each) if each.kind == "Ingress" else ()
        if each.kind in ROUTES:
            named = route_services(each)
            for parent in map(mapping, items(each.spec.get("parentRefs"))):
                gateway = gateways.get(words(parent.get("name")))
                if gateway is not None:
                    yield Tie(cast.names[id(gateway)], cast.names[id(each)], "routes")
        for name in named:
            for service in services.get(name, ()):
                if are_together(service, each):
                    yield Tie(cast.names[id(each)], cast.names[id(service)], "routes")


def _monitor_ties(cast: Cast) -> Iterator[Tie]:
    for monitor in cast.monitors:
        for each in cast.workloads:
            metadata = [mapping(s.body.get("metadata")) for s in services_of(each, cast)]
            if monitor.kind == "PodMonitor":
                metadata = [mapping(_template(each).get("metadata"))]
            if any(is_watched(monitor, one) for one in metadata):
                yield Tie(cast.names[id(monitor)], cast.names[id(each)], "monitors")


def _owner_ties(cast: Cast) -> Iterator[Tie]:
    for each in cast.custom:
        owner = operators.owner_of(each)
        for other in cast.custom:
            if owner and other.kind == OWNERS.get(each.kind) and other.name == owner:
                yield Tie(cast.names[id(each)], cast.names[id(other)], "configures")


def _claims(each: Resource) -> Iterator[tuple[str, str]]:
    for volume in map(mapping, items(mapping(_template(each).get("spec")).get("volumes"))):
        claim = mapping(volume.get("persistentVolumeClaim")).get("claimName")
        yield each.namespace, words(claim)
