"""Workloads: what runs pods, with its replicas, schedule and strategy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    at,
    duration,
    is_on,
    told,
    words,
)
from pytest_etl_diagram.deployments.kubernetes.pods import pod_details
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.deployments.kubernetes.shelf import Shelf
    from pytest_etl_diagram.documents.tree import Tree

JOBS = ("Job", "CronJob", "ScaledJob")
"""Kinds whose pods end."""

_TEMPLATES = {
    "Pod": "",
    "CronJob": "spec.jobTemplate.spec.template",
    "ScaledJob": "spec.jobTargetRef.template",
}
"""Where the template of a kind's pods is; it is in `spec.template` for every other."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A row: the fact at a path, how it is shown, and its default, which isn't."""

    fact: str
    path: str
    default: str = ""
    is_duration: bool = False


_JOB = (
    Setting("retries", "backoffLimit", "6"),
    Setting("timeout", "activeDeadlineSeconds", is_duration=True),
    Setting("completions", "completions", "1"),
    Setting("parallelism", "parallelism", "1"),
    Setting("completion_mode", "completionMode", "NonIndexed"),
)
_REPLICAS = Setting("replicas", "spec.replicas", "1")
SETTINGS: dict[str, tuple[Setting, ...]] = {
    "Deployment": (_REPLICAS,),
    "ReplicaSet": (_REPLICAS,),
    "ReplicationController": (_REPLICAS,),
    "DeploymentConfig": (_REPLICAS,),
    "Rollout": (_REPLICAS,),
    "StatefulSet": (
        _REPLICAS,
        Setting("pod_management", "spec.podManagementPolicy", "OrderedReady"),
    ),
    "Job": tuple(Setting(s.fact, f"spec.{s.path}", s.default, s.is_duration) for s in _JOB),
    "CronJob": (
        Setting("schedule", "spec.schedule"),
        Setting("timezone", "spec.timeZone"),
        Setting("concurrency_policy", "spec.concurrencyPolicy", "Allow"),
        Setting("starting_deadline", "spec.startingDeadlineSeconds", is_duration=True),
        *(
            Setting(s.fact, f"spec.jobTemplate.spec.{s.path}", s.default, s.is_duration)
            for s in _JOB
        ),
    ),
    "ScaledJob": tuple(
        Setting(s.fact, f"spec.jobTargetRef.{s.path}", s.default, s.is_duration) for s in _JOB
    ),
}
_SUSPENDED = {"CronJob": "spec.suspend", "Job": "spec.suspend"}
_STRATEGIES = {
    "Deployment": "spec.strategy",
    "StatefulSet": "spec.updateStrategy",
    "DaemonSet": "spec.updateStrategy",
}


def ends(each: Resource, spec: Mapping) -> bool:
    """Tell whether the pods of a workload end: those of a job, and a Pod that isn't restarted."""
    return each.kind in JOBS or (
        each.kind == "Pod" and words(spec.get("restartPolicy")) in ("Never", "OnFailure")
    )


def template_of(each: Resource) -> Mapping | None:
    """Return the template of a resource's pods, None for one that runs none.

    A kind that isn't known runs pods if it has a template with containers.
    """
    path = _TEMPLATES.get(each.kind, "spec.template")
    found = mapping(at(each.body, path)[0]) if path else each.body
    containers = mapping(found.get("spec")).get("containers")
    return found if containers is not None else None


def workload_details(each: Resource, stock: Shelf) -> Iterator[Detail]:
    """Yield the facts of a workload, with those of its pods."""
    for row in SETTINGS.get(each.kind, (_REPLICAS,)):
        shown = duration if row.is_duration else words
        yield from told(row.fact, each.body, row.path, shown, row.default)
    suspended, line = at(each.body, _SUSPENDED.get(each.kind, "spec.suspend"))
    yield Detail("suspend", "True" if is_on(suspended) else "", line)
    yield from _strategy(each)
    claims = [mapping(item) for item in items(each.spec.get("volumeClaimTemplates"))]
    template = template_of(each)
    if template is not None:
        yield from pod_details(template, each.namespace, stock, claims)


def _strategy(each: Resource) -> Iterator[Detail]:
    """Yield how new pods take the place of old ones, where it isn't the default."""
    path = _STRATEGIES.get(each.kind)
    value, line = at(each.body, path) if path else (None, 0)
    yield Detail("strategy", _strategy_words(mapping(value)), line)


def _strategy_words(tree: Mapping) -> str:
    sort = words(tree.get("type")) or "RollingUpdate"
    rolling = mapping(tree.get("rollingUpdate"))
    parts = [
        f"{shown} {words(value)}"
        for key, shown in (
            ("maxSurge", "max surge"),
            ("maxUnavailable", "max unavailable"),
            ("partition", "partition"),
        )
        if (value := _given(rolling.get(key))) is not None
    ]
    if sort == "RollingUpdate" and not parts:
        return ""
    return f"{sort} ({', '.join(parts)})" if parts else sort


def _given(tree: Tree | None) -> Tree | None:
    """Return a number of a strategy unless it is what Kubernetes takes anyway."""
    return None if words(tree) in ("", "25%") else tree
