"""The parts of Airflow that a chart makes, as units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.commands import in_one_line
from pytest_etl_diagram.deployments.helm.layouts import SCHEDULES, Component
from pytest_etl_diagram.deployments.helm.probing import probes_told
from pytest_etl_diagram.deployments.helm.values import Values, overlaid
from pytest_etl_diagram.deployments.images import image_words
from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    amount_of,
    duration,
    joined,
    named,
    pairs,
    resources,
    words,
)
from pytest_etl_diagram.documents.tree import Mapping, Scalar, items, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.deployments.helm.layouts import Layout
    from pytest_etl_diagram.documents.tree import Tree

SETTINGS: tuple[tuple[str, tuple[str, ...], Callable[[Tree], str], str], ...] = (
    ("replicas", ("replicas", "replicaCount"), words, "1"),
    ("limits", ("resources.limits",), resources, ""),
    ("requests", ("resources.requests",), resources, ""),
    ("strategy", ("strategy.type", "updateStrategy.type"), words, "RollingUpdate"),
    ("service", ("service.type",), words, "ClusterIP"),
    ("service_account", ("serviceAccount.name",), words, ""),
    ("node_selector", ("nodeSelector",), pairs, ""),
    ("init", ("extraInitContainers", "initContainers"), named, ""),
    ("sidecars", ("extraContainers", "sidecars"), named, ""),
    ("timeout", ("activeDeadlineSeconds",), duration, ""),
    ("concurrency_policy", ("concurrencyPolicy",), words, "Allow"),
    ("preset", ("resourcesPreset",), words, ""),
)
"""Facts of a component: name, where they stand, how they are shown, the default."""


DAG_PROCESSOR_SINCE = 3
"""The major version of Airflow whose scheduler doesn't read DAGs any more."""


def view(values: Values, keys: tuple[str, ...]) -> Values:
    """Return a component's own values: the first of `keys` counts most.

    `workers.celery` is on top of `workers`: what is said for all workers holds unless it is said
    for those of Celery.
    """
    found = Mapping()
    for key in reversed(keys):
        part = mapping(values.find(key)[0])
        inner = {other.rpartition(".")[2] for other in keys if other.startswith(f"{key}.")}
        if inner:
            kept = (e for e in part.entries if e.key not in ("celery", "kubernetes"))
            part = Mapping(tuple(kept), part.line)
        found = overlaid(found, part) if found.entries else part
    return Values(found)


def is_made(component: Component, own: Values, executor: str, version: int) -> bool:
    """Tell whether a chart makes a component of Airflow."""
    if component.needs and component.needs not in executor:
        return False
    if not component.since <= version <= component.until:
        return False
    if component.switch is None:
        apart = component.name != "dag-processor" or version >= DAG_PROCESSOR_SINCE
        return own.on("enabled", default=apart)
    return own.on("enabled", default=component.switch)


def component_details(component: Component, own: Values) -> Iterator[Detail]:
    """Yield the facts of a component, but for its image."""
    if component.name in SCHEDULES:
        schedule = own.text("schedule") or SCHEDULES[component.name]
        yield Detail("schedule", schedule, own.line("schedule"))
    command = " ".join(
        words(item) for key in ("command", "args") for item in items(own.find(key)[0])
    )
    if command and "{{" not in command:
        yield Detail("command", in_one_line(command), own.line("command", "args"))
    for fact, paths, shown, default in SETTINGS:
        tree, line = own.find(*paths)
        value = shown(tree) if tree is not None else ""
        if not (fact == "replicas" and component.sort == "job"):
            yield Detail(fact, "" if value == default else value, line)
    if component.sort != "job":
        yield from _scaling(own)
    yield from own_storage(own, component.storage)
    yield from probes_told(own)
    if own.on("podDisruptionBudget.enabled", default=False):
        yield _budget(own)
    yield Detail("env_from", joined(_env_from(own)), own.line("extraEnvFrom", "extraEnvVarsSecret"))


def image_detail(values: Values, layout: Layout, own: Values) -> Detail:
    """Return the image of Airflow as far as the values say it."""
    rows = (("image.repository", "image.tag", "image.digest"),)
    special, line = _image(own, rows)
    if special:
        return Detail("image", special, line)
    found, line = _image(values, layout.image)
    registry = values.text(layout.registry) if layout.registry else ""
    return Detail("image", f"{registry}/{found}" if registry and found else found, line)


def side_image(values: Values, name: str) -> Detail:
    """Return the image of something that isn't Airflow: `images.redis`."""
    found, line = _image(
        values,
        (
            (f"images.{name}.repository", f"images.{name}.tag", f"images.{name}.digest"),
            (f"{name}.image.repository", f"{name}.image.tag", f"{name}.image.digest"),
        ),
    )
    return Detail("image", found, line)


def _image(values: Values, rows: tuple[tuple[str, str, str], ...]) -> tuple[str, int]:
    """Return an image and its line; what no row says of it stays open."""
    names, tags, digests = (tuple(row[i] for row in rows) for i in range(3))
    name, tag, digest = values.text(*names), values.text(*tags), values.text(*digests)
    if not (name or tag or digest):
        return "", 0
    shown = name or "apache/airflow"
    end = f"@{digest}" if digest else f":{tag}" if tag else ""
    return image_words(f"{shown}{end}"), values.line(*digests, *tags, *names)


def _scaling(own: Values) -> Iterator[Detail]:
    """Yield what KEDA or an autoscaler makes of the replicas."""
    for key, least, most, defaults in (
        ("keda", ("minReplicaCount",), ("maxReplicaCount",), ("0", "10")),
        ("hpa", ("minReplicaCount",), ("maxReplicaCount",), ("0", "5")),
        ("autoscaling", ("minReplicas",), ("maxReplicas",), ("1", "?")),
    ):
        if not own.on(f"{key}.enabled", default=False):
            yield Detail("autoscaling", "", own.line(f"{key}.enabled"))
        else:
            low = own.text(*(f"{key}.{name}" for name in least)) or defaults[0]
            high = own.text(*(f"{key}.{name}" for name in most)) or defaults[1]
            line = own.line(f"{key}.{most[0]}", f"{key}.{least[0]}", f"{key}.enabled")
            yield Detail("autoscaling", f"{low}-{high}", line)
            yield Detail("autoscaling least", "", own.line(f"{key}.{least[0]}"))
            yield Detail("autoscaling most", "", own.line(f"{key}.{most[0]}"))
            if key == "keda":
                yield Detail("scales_on", "keda", own.line("keda.enabled"))
            return


def own_storage(own: Values, default: str) -> Iterator[Detail]:
    """Yield the size of a component's own volume, "" where it has none or that is switched off."""
    if default and own.on("persistence.enabled", default=True):
        yield from _storage(own, default)
    else:
        yield Detail("storage", "", own.line("persistence.enabled"))


def _storage(own: Values, default: str) -> Iterator[Detail]:
    """Yield what `persistence` asks for: `100Gi`, with its class if it has one."""
    claim = own.text("persistence.existingClaim")
    size = amount_of(own.find("persistence.size")[0] or Scalar(default, default))
    mode = own.text("persistence.accessMode")
    sort = own.text("persistence.storageClassName", "persistence.storageClass")
    shown = " ".join(part for part in (claim or size, mode, sort) if part)
    line = own.line("persistence.existingClaim", "persistence.size", "persistence.enabled")
    yield Detail("storage", shown, line)


def _budget(own: Values) -> Detail:
    least = own.text("podDisruptionBudget.config.minAvailable")
    most = own.text("podDisruptionBudget.config.maxUnavailable") or ("" if least else "1")
    shown = f"min available {least}" if least else f"max unavailable {most}"
    return Detail("disruption_budget", shown, own.line("podDisruptionBudget.enabled"))


def _env_from(own: Values) -> Iterator[str]:
    for item in items(own.find("extraEnvFrom")[0]):
        for entry in mapping(item).entries:
            yield words(mapping(entry.value).get("name"))
    yield own.text("extraEnvVarsSecret")
