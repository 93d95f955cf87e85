"""Argo Workflows: schedules and the containers of their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import (
    Detail,
    duration,
    image,
    is_on,
    joined,
    line_of,
    told,
    words,
)
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource

KINDS = ("CronWorkflow", "Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate")


def argo_details(each: Resource) -> Iterator[Detail]:
    """Yield the facts of a workflow."""
    if each.kind == "CronWorkflow":
        yield from told("schedule", each.spec, "schedule")
        yield from told(
            "schedule",
            each.spec,
            "schedules",
            lambda tree: joined(words(item) for item in items(tree)),
        )
        yield from told("timezone", each.spec, "timezone")
        yield from told("concurrency_policy", each.spec, "concurrencyPolicy", unless="Allow")
        suspended = "True" if is_on(each.spec.get("suspend")) else ""
        yield Detail("suspend", suspended, line_of(each.spec, "suspend"))
    inside = workflow_spec(each)
    yield from told("entrypoint", inside, "entrypoint")
    yield from told("timeout", inside, "activeDeadlineSeconds", duration)
    yield from told("retries", inside, "retryStrategy.limit")
    yield from told("template", inside, "workflowTemplateRef.name")
    yield from told("service_account", inside, "serviceAccountName", unless="default")
    for template in sorted(map(mapping, items(inside.get("templates"))), key=_name):
        yield from _step(template)


def workflow_containers(each: Resource) -> Iterator[Mapping]:
    """Yield the containers of a workflow's templates."""
    for template in map(mapping, items(workflow_spec(each).get("templates"))):
        for key in ("container", "script"):
            if mapping(template.get(key)).entries:
                yield mapping(template.get(key))


def workflow_spec(each: Resource) -> Mapping:
    """Return what a workflow does: of one with a schedule, that of the workflow it starts."""
    inside = each.spec.get("workflowSpec")
    return mapping(inside) if inside is not None else each.spec


def _step(template: Mapping) -> Iterator[Detail]:
    """Yield what a template runs, or the templates that it goes through in their order."""
    name = _name(template)
    for key in ("container", "script"):
        container = mapping(template.get(key))
        if container.entries:
            shown = image(container.get("image"))
            yield Detail(f"{name}.image", shown, line_of(container, "image"))
    steps = [
        " + ".join(_target(mapping(item)) for item in items(group))
        for group in items(template.get("steps"))
    ]
    yield Detail(f"{name}.steps", " → ".join(steps), line_of(template, "steps"))
    tasks = mapping(template.get("dag"))
    yield Detail(f"{name}.tasks", _tasks(tasks), line_of(tasks, "tasks"))


def _tasks(dag: Mapping) -> str:
    parts = []
    for task in map(mapping, items(dag.get("tasks"))):
        before = joined(words(item) for item in items(task.get("dependencies")))
        before = before or words(task.get("depends"))
        parts.append(f"{_name(task)} after {before}" if before else _name(task))
    return ", ".join(sorted(parts))


def _target(step: Mapping) -> str:
    return _name(step) or words(step.get("template"))


def _name(tree: Mapping) -> str:
    return words(tree.get("name"))
