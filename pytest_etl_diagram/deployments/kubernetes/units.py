"""One resource as a unit: its facts, its hosts, its settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import Runner
from pytest_etl_diagram.deployments.environment import Setting
from pytest_etl_diagram.deployments.images import classify
from pytest_etl_diagram.deployments.kubernetes import argo, operators, traffic
from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    Sketch,
    line_of,
    unit_of,
    words,
)
from pytest_etl_diagram.deployments.kubernetes.monitors import MONITORS, monitor_details
from pytest_etl_diagram.deployments.kubernetes.pods import (
    command_of,
    every_container,
    main_container,
)
from pytest_etl_diagram.deployments.kubernetes.relations import (
    behind,
    guards_of,
    services_of,
)
from pytest_etl_diagram.deployments.kubernetes.scaling import guarded, scaled
from pytest_etl_diagram.deployments.kubernetes.shelf import (
    environment,
    mounted_settings,
    watch_lists,
    watches,
)
from pytest_etl_diagram.deployments.kubernetes.volumes import claim_words
from pytest_etl_diagram.deployments.kubernetes.workloads import (
    ends,
    template_of,
    workload_details,
)
from pytest_etl_diagram.deployments.monitoring_lists import tie_places
from pytest_etl_diagram.documents.tree import Mapping, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.relations import Cast
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.deployments.kubernetes.shelf import Shelf
    from pytest_etl_diagram.model import Place

    At = Callable[[int], Place]


def runners_of(cast: Cast, stock: Shelf, place: At) -> list[Runner]:
    """Return the units of the resources of a set with what is needed to find their ties."""
    return [
        *(_workload(each, cast, stock, place) for each in cast.workloads),
        *(_custom(each, cast, stock, place) for each in cast.custom),
        *(_other(each, cast, place) for each in cast.others),
    ]


def _other(each: Resource, cast: Cast, place: At) -> Runner:
    if each.kind in MONITORS:
        sketch = _unit(each, cast, ("config", "monitoring"), monitor_details(each))
        return Runner(unit_of(sketch, place))
    if each.kind == "PersistentVolumeClaim":
        storage = Detail("storage", claim_words(each.spec), each.line)
        return Runner(unit_of(_unit(each, cast, ("store", "metadata"), (storage,)), place))
    return _gateway(each, cast, place)


def _workload(each: Resource, cast: Cast, stock: Shelf, place: At) -> Runner:
    template = mapping(template_of(each))
    spec = mapping(template.get("spec"))
    main = main_container(template)
    known = classify(each.name, words(main.get("image")), command_of(main))
    sort, area = known.sort, known.area
    if ends(each, spec):  # one that reads or fills a store isn't the store
        sort, area = "job", "processing" if sort == "store" else area
    details = [
        *workload_details(each, stock),
        *scaled(each, cast.scalers.get(each.name, ())),
        *guarded(each, template, guards_of(each, cast)),
    ]
    settings = [
        *mounted_settings(spec, each.namespace, stock),
        *(
            setting
            for container in every_container(template)
            for setting in environment(container, each.namespace, stock)
        ),
    ]
    hosts = [name for service in services_of(each, cast) for name in _hosts(service)]
    unit = unit_of(_unit(each, cast, (sort, area), details), place)
    line = line_of(main, "env") or line_of(main, "envFrom")
    lists = watch_lists(spec, each.namespace, stock)
    said = tie_places(lists, place(line) if line else None)
    return Runner(
        replace(unit, places=(*unit.places, *said)),
        tuple(hosts),
        tuple(settings),
        watches(spec, each.namespace, stock),
    )


def _custom(each: Resource, cast: Cast, stock: Shelf, place: At) -> Runner:
    row = operators.row_of(each)
    if row is None:
        settings = tuple(
            setting
            for container in argo.workflow_containers(each)
            for setting in environment(container, each.namespace, stock)
        )
        sketch = _unit(each, cast, ("job", "processing"), argo.argo_details(each))
        return Runner(unit_of(sketch, place), (), settings)
    told = tuple(
        _setting(key, value, place(line)) for key, value, line in operators.leads(each, row)
    )
    hosts = [
        name
        for end in row.hosts
        for name in (f"{each.name}{end}", f"{each.name}{end}.{each.namespace}".rstrip("."))
    ]
    details = (
        *operators.operator_details(each, row),
        *scaled(each, cast.scalers.get(each.name, ())),
    )
    sketch = _unit(each, cast, (row.sort, row.area), details)
    return Runner(unit_of(sketch, place), tuple(hosts), told)


def _gateway(each: Resource, cast: Cast, place: At) -> Runner:
    served = behind(each, cast) if each.kind == "Service" else []
    templates = [mapping(template_of(one)) for one in served]
    sketch = _unit(each, cast, ("gateway", "processing"), _gateway_details(each, templates))
    hosts = tuple(_hosts(each)) if each.kind == "Service" and not served else ()
    return Runner(unit_of(sketch, place), hosts)


def _gateway_details(each: Resource, templates: list[Mapping]) -> Iterator[Detail]:
    if each.kind == "Service":
        return traffic.service_details(each, templates)
    if each.kind == "Ingress":
        return traffic.ingress_details(each)
    if each.kind == "Gateway":
        return traffic.gateway_details(each)
    return traffic.route_details(each)


def _hosts(service: Resource) -> Iterator[str]:
    """Yield the names by which the cluster's DNS knows a Service, without `.svc…`."""
    yield service.name
    if service.namespace:
        yield f"{service.name}.{service.namespace}"


def _unit(each: Resource, cast: Cast, drawn: tuple[str, str], details: Iterable[Detail]) -> Sketch:
    """Return a sketch of a resource; `drawn` are its sort and area."""
    kind = Detail("kind", each.kind, line_of(each.body, "kind"))
    return Sketch(cast.names[id(each)], *drawn, (kind, *details), each.line)


def _setting(key: str, value: str, place: Place) -> Setting:
    name = key.replace(".", "_").replace("bootstrapServers", "bootstrap_servers").upper()
    return Setting(name, value, place.line, place.path)
