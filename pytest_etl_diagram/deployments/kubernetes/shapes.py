"""The shapes that a resource must have to be understood: one row a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import at
from pytest_etl_diagram.deployments.kubernetes.workloads import JOBS, template_of
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, is_null, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Fault, Resource
    from pytest_etl_diagram.documents.tree import Tree

_NUMBER = re.compile(r"-?\d+|.*(?:\$|\{\{|<).*")
"""A number, or something that a tool puts a number in place of."""

_ANY: dict[str, str] = {
    "metadata": "mapping",
    "metadata.labels": "mapping",
    "metadata.annotations": "mapping",
    "spec": "mapping",
}
_BY_KIND: dict[str, dict[str, str]] = {
    "Service": {"spec.ports": "list", "spec.ports[]": "mapping", "spec.selector": "mapping"},
    "Ingress": {"spec.rules": "list", "spec.rules[]": "mapping", "spec.tls": "list"},
    "HTTPRoute": {"spec.rules": "list", "spec.rules[]": "mapping"},
    "ConfigMap": {"data": "mapping"},
    "Secret": {"data": "mapping", "stringData": "mapping"},
    "HorizontalPodAutoscaler": {
        "spec.scaleTargetRef": "mapping",
        "spec.minReplicas": "number",
        "spec.maxReplicas": "number",
    },
    "ScaledObject": {
        "spec.scaleTargetRef": "mapping",
        "spec.minReplicaCount": "number",
        "spec.maxReplicaCount": "number",
        "spec.triggers": "list",
    },
    "CronJob": {
        "spec.schedule": "text",
        "spec.jobTemplate": "mapping",
        "spec.jobTemplate.spec": "mapping",
        "spec.jobTemplate.spec.backoffLimit": "number",
    },
    "Job": {"spec.backoffLimit": "number", "spec.parallelism": "number"},
    "Deployment": {"spec.replicas": "number", "spec.strategy": "mapping"},
    "StatefulSet": {"spec.replicas": "number", "spec.volumeClaimTemplates": "list"},
}
_CONTAINER = {
    "image": "text",
    "command": "list",
    "args": "list",
    "env": "list",
    "env[]": "mapping",
    "envFrom": "list",
    "envFrom[]": "mapping",
    "ports": "list",
    "ports[]": "mapping",
    "resources": "mapping",
    "resources.limits": "mapping",
    "resources.requests": "mapping",
    "volumeMounts": "list",
    "volumeMounts[]": "mapping",
    "livenessProbe": "mapping",
    "readinessProbe": "mapping",
    "startupProbe": "mapping",
}
_POD = {
    "metadata": "mapping",
    "spec": "mapping",
    "spec.volumes": "list",
    "spec.volumes[]": "mapping",
    **{
        f"spec.{key}{end}": kind
        for key in ("containers", "initContainers")
        for end, kind in (
            ("", "list"),
            ("[]", "mapping"),
            *((f"[].{path}", kind) for path, kind in _CONTAINER.items()),
        )
    },
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "CronJob": ("spec.schedule", "spec.jobTemplate.spec.template.spec.containers"),
    "HorizontalPodAutoscaler": ("spec.scaleTargetRef", "spec.maxReplicas"),
    "Pod": ("spec.containers",),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "Job"), ("spec.template.spec.containers",)
    ),
}
_WANTED = {
    "mapping": "a mapping",
    "list": "a list",
    "text": "a single value",
    "number": "a number",
}


def check(each: Resource, faults: list[Fault]) -> None:
    """Put what is wrong with a resource's shape to the faults."""
    rows = {**_ANY, **_BY_KIND.get(each.kind, {})}
    found = list(_wrong(each.body, rows, each.title))
    pod = template_of(each)
    if pod is not None and each.kind in (*_REQUIRED, *JOBS):
        found.extend(_wrong(pod, _POD, each.title))
    if not found:
        found.extend(_missing(each))
    faults.extend(dict.fromkeys(found))


def _missing(each: Resource) -> Iterator[Fault]:
    for path in _REQUIRED.get(each.kind, ()):
        value, line = at(each.body, path)
        if value is None or is_null(value):
            yield line or each.line, f"{each.title} has no `{path}`; add it", True


def _wrong(tree: Tree, rows: dict[str, str], title: str) -> Iterator[Fault]:
    for path, wanted in rows.items():
        for value, line in _at_all(tree, path.split(".")):
            if not is_null(value) and not _fits(value, wanted):
                message = f"`{path}` of {title} must be {_WANTED[wanted]}, not {_what(value)}"
                yield line, message, True


def _at_all(tree: Tree, keys: Iterable[str]) -> Iterator[tuple[Tree, int]]:
    """Yield what stands at a path, with its line; `[]` goes into every item of a list."""
    key, *rest = keys
    entry = mapping(tree).entry(key.removesuffix("[]"))
    if entry is None:
        return
    found = [(entry.value, entry.line)]
    if key.endswith("[]"):
        parts = entry.value.items if isinstance(entry.value, Listing) else ()
        found = [(item, item.line) for item in parts]
    for value, line in found:
        if rest:
            yield from _at_all(value, rest)
        else:
            yield value, line


def _fits(value: Tree, wanted: str) -> bool:
    if wanted == "mapping":
        return isinstance(value, Mapping) or _is_template(value)
    if wanted == "list":
        return isinstance(value, Listing) or _is_template(value)
    if not isinstance(value, Scalar):
        return False
    return wanted == "text" or _NUMBER.fullmatch(text(value)) is not None


def _is_template(value: Tree) -> bool:
    """Tell whether a tool puts something in place of a value: `{{ env }}`, `$ENV`."""
    return isinstance(value, Scalar) and text(value).startswith(("{{", "$", "<"))


def _what(value: Tree) -> str:
    if isinstance(value, Scalar):
        return "a single value"
    return "a list" if isinstance(value, Listing) else "a mapping"
