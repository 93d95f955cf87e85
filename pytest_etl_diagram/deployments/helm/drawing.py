"""From values to the deployment that the chart makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import Runner, assemble
from pytest_etl_diagram.deployments.environment import Setting
from pytest_etl_diagram.deployments.helm.backing import (
    IN_CHART,
    backings,
    outside,
    pooled,
    switches,
    ways,
)
from pytest_etl_diagram.deployments.helm.components import (
    component_details,
    image_detail,
    is_made,
    view,
)
from pytest_etl_diagram.deployments.helm.ingresses import ingresses, switched_off
from pytest_etl_diagram.deployments.helm.settings import (
    configured,
    executor_of,
    overall,
    variables,
)
from pytest_etl_diagram.deployments.helm.values import Values, overlaid
from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    Sketch,
    facts_of,
    places_of,
    unit_of,
    words,
)
from pytest_etl_diagram.documents.tree import items, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.deployments.connections import Connection
    from pytest_etl_diagram.deployments.helm.layouts import Component
    from pytest_etl_diagram.deployments.helm.recognition import Chart
    from pytest_etl_diagram.deployments.helm.settings import Told
    from pytest_etl_diagram.model import Deployment, Place

    At = Callable[[int], Place]

_MAJOR = re.compile(r"v?(\d+)\.")
NEWEST = 3
FIRST_CHART_OF_AIRFLOW_3 = (1, 17)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deployment comes from.

    `release` is the chart's version, "" if it isn't known. `connections` are configured beside it.
    """

    name: str
    source: str
    release: str = ""
    connections: tuple[Connection, ...] = ()


def deployment(chart: Chart, origin: Origin, at: At) -> Deployment:
    """Return what a chart deploys with its values."""
    values, layout = chart.values, chart.layout
    executor, executor_line = executor_of(values, layout)
    version = airflow_version(values, origin.release)
    runners: list[Runner] = []
    absent: list[tuple[str, int]] = []
    for component in layout.components:
        own = view(values, component.keys)
        if is_made(component, own, executor, version):
            runners.extend(_component(chart, component, own, at))
        elif component.needs and component.needs not in executor:
            absent.append((component.name, executor_line))
        elif not own.on("enabled", default=True):
            absent.append((component.name, own.line("enabled")))
    made = {runner.unit.name for runner in runners}
    address, line = pooled(values, layout)
    for each in backings(values, layout, executor):
        told = [("DATABASE_URL", address, line)] if each.name == "pgbouncer" and address else []
        settings = tuple(_setting(one, at) for one in told)
        runners.append(Runner(unit_of(each, at), _hosts(each.name), settings))
    if address and not address.startswith(IN_CHART):
        runners.append(Runner(unit_of(outside(address, line), at)))
    gateways, ties = ingresses(values, made)
    runners.extend(Runner(unit_of(each, at)) for each in gateways)
    whole_told = {each[0]: each for each in ways(values, layout, executor)}
    whole_told.update({each[0]: each for each in configured(values, layout) if each[0]})
    absent.extend(
        (name, executor_line if values.on(switch, default=True) else values.line(switch))
        for name, switch in switches(layout)
    )
    absent.extend(switched_off(values, made))
    whole = list(overall(values))
    return assemble(
        origin.name,
        origin.source,
        runners,
        ties,
        replace(at(0), line=1),
        settings=tuple(_setting(each, at) for each in whole_told.values()),
        facts=facts_of(whole),
        places=places_of(whole, at),
        connections=origin.connections,
        absent=tuple((name, at(line)) for name, line in absent if line),
    )


def airflow_version(values: Values, release: str) -> int:
    """Return the major version of Airflow: as told, by the tag, by the chart, by what is set up."""
    for path in ("airflowVersion", "images.airflow.tag", "defaultAirflowTag", "airflow.image.tag"):
        match = _MAJOR.match(values.text(path))
        if match is not None:
            return int(match[1])
    numbers = re.findall(r"\d+", release)[:2]
    if len(numbers) > 1:
        return NEWEST if tuple(map(int, numbers)) >= FIRST_CHART_OF_AIRFLOW_3 else NEWEST - 1
    older = values.find("webserver")[0] is not None and values.find("apiServer")[0] is None
    return NEWEST - 1 if older else NEWEST


def _component(chart: Chart, component: Component, own: Values, at: At) -> Iterator[Runner]:
    """Yield a component as a unit; workers of Celery may be of several sets."""
    line = next((found for key in component.keys if (found := chart.values.line(key))), 0)
    sets = own.find("sets")[0] if component.name == "worker" else None
    if sets is None or own.on("enableDefault", default=True):
        yield _runner(chart, component, own, (component.name, line), at)
    for item in items(sets):
        one = Values(overlaid(own.tree, mapping(item)))
        name = f"{component.name}-{words(mapping(item).get('name'))}"
        yield _runner(chart, component, one, (name, item.line), at)


def _runner(
    chart: Chart, component: Component, own: Values, part: tuple[str, int], at: At
) -> Runner:
    """Return a component as a unit; `part` are the unit's name and the line of its values."""
    name, line = part
    details = [
        image_detail(chart.values, chart.layout, own),
        *component_details(component, own),
    ]
    if not any(each.name == "command" for each in details):
        details.append(Detail("command", component.command))
    told = [each for path in ("env", "extraEnvVars") for each in variables(own.find(path)[0])]
    sketch = Sketch(name, component.sort, "orchestration", tuple(details), line)
    settings = tuple(_setting(each, at) for each in told)
    return Runner(unit_of(sketch, at), _hosts(name), settings, airflow=True)


def _hosts(name: str) -> tuple[str, ...]:
    """Return the names that a release `airflow` gives a service."""
    return (name, f"airflow-{name}")


def _setting(told: Told, at: At) -> Setting:
    name, value, line = told
    place = at(line)
    return Setting(name, value, place.line, place.path)
