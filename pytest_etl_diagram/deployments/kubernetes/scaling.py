"""What changes or guards a workload from outside: autoscalers, budgets, network policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import Detail, at, joined, line_of, words
from pytest_etl_diagram.deployments.kubernetes.resources import are_together, labels
from pytest_etl_diagram.deployments.kubernetes.traffic import selects
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource

SCALERS = {
    "HorizontalPodAutoscaler": ("minReplicas", "1", "maxReplicas", "?"),
    "ScaledObject": ("minReplicaCount", "0", "maxReplicaCount", "100"),
    "ScaledJob": ("minReplicaCount", "0", "maxReplicaCount", "100"),
}
"""Kind → (key of the least, its default, key of the most, its default)."""


GUARDS = {"PodDisruptionBudget": "selector", "NetworkPolicy": "podSelector"}
"""Kinds of what guards the pods that it selects, and where the selector is."""


def scaled(each: Resource, found: Iterable[Resource]) -> Iterator[Detail]:
    """Yield the facts that the autoscalers among `found` give a workload."""
    for scaler in found:
        if scaler.kind in SCALERS and is_target(scaler, each):
            yield from scale_details(scaler)


def scale_details(scaler: Resource) -> Iterator[Detail]:
    """Yield `autoscaling` (`2-6`) and what it goes by (`scales_on`)."""
    least_key, least, most_key, most = SCALERS[scaler.kind]
    low, low_line = at(scaler.spec, least_key)
    high, high_line = at(scaler.spec, most_key)
    shown = f"{words(low) or least}-{words(high) or most}"
    yield Detail("autoscaling", shown, high_line or low_line or scaler.line)
    yield Detail("autoscaling least", "", low_line)
    yield Detail("autoscaling most", "", high_line)
    by = [_metric(mapping(item)) for item in items(scaler.spec.get("metrics"))]
    by += [_trigger(mapping(item)) for item in items(scaler.spec.get("triggers"))]
    old, old_line = at(scaler.spec, "targetCPUUtilizationPercentage")
    if old is not None:
        by.append(f"cpu {words(old)}%")
    line = line_of(scaler.spec, "metrics") or line_of(scaler.spec, "triggers") or old_line
    yield Detail("scales_on", joined(by), line)


def guarded(each: Resource, template: Mapping, found: Iterable[Resource]) -> Iterator[Detail]:
    """Yield the disruption budgets and network policies among `found` that a workload has."""
    budgets: list[tuple[str, int]] = []
    policies: list[tuple[str, int]] = []
    for other in found:
        if not are_together(other, each):
            continue
        if other.kind == "PodDisruptionBudget":
            if selects(guarded_labels(other), template):
                budgets.append(_budget(other))
        elif other.kind == "NetworkPolicy":
            selector = mapping(other.spec.get("podSelector"))
            if not selector.entries or selects(guarded_labels(other), template):
                policies.append((other.name, other.line))
    for name, rows in (("disruption_budget", budgets), ("network_policies", policies)):
        if rows:
            yield Detail(name, joined(shown for shown, _ in rows), rows[0][1])


def is_target(scaler: Resource, each: Resource) -> bool:
    """Tell whether an autoscaler scales a resource."""
    if scaler.kind == "ScaledJob":
        return scaler is each
    target = mapping(scaler.spec.get("scaleTargetRef"))
    kind = words(target.get("kind")) or "Deployment"
    same = words(target.get("name")) == each.name and kind == each.kind
    return same and are_together(scaler, each)


def guarded_labels(guard: Resource) -> dict[str, str]:
    """Return the labels of the pods that something guards."""
    return labels(mapping(guard.spec.get(GUARDS[guard.kind])).get("matchLabels"))


def target_name(scaler: Resource) -> str:
    """Return the name of what an autoscaler scales; a ScaledJob does so with itself."""
    if scaler.kind == "ScaledJob":
        return scaler.name
    return words(mapping(scaler.spec.get("scaleTargetRef")).get("name"))


def _budget(budget: Resource) -> tuple[str, int]:
    for key, shown in (("minAvailable", "min available"), ("maxUnavailable", "max unavailable")):
        value, line = at(budget.spec, key)
        if value is not None:
            return f"{shown} {words(value)}", line
    return "set", budget.line


def _metric(metric: Mapping) -> str:
    """Return a metric of an autoscaler: `cpu 70%`."""
    sort = words(metric.get("type"))
    inside = mapping(metric.get(sort[:1].lower() + sort[1:]))
    name = words(inside.get("name")) or words(mapping(inside.get("metric")).get("name"))
    name = name or words(inside.get("metricName"))
    target = mapping(inside.get("target"))
    share = words(target.get("averageUtilization")) or words(inside.get("targetAverageUtilization"))
    if share:
        return f"{name} {share}%"
    value = words(target.get("averageValue", "value")) or words(inside.get("targetAverageValue"))
    return f"{name} {value}".strip()


def _trigger(trigger: Mapping) -> str:
    """Return a trigger of KEDA: `kafka orders (lag 50)`; only what is architecture."""
    inside = mapping(trigger.get("metadata"))
    name = words(inside.get("topic", "queueName", "listName", "subscriptionName"))
    lag = words(inside.get("lagThreshold", "queueLength", "listLength", "value"))
    shown = f"{words(trigger.get('type'))} {name}".strip()
    return f"{shown} ({lag})" if lag else shown
