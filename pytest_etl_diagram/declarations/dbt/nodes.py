"""What a project draws: files and their properties put together, each resource once.

Models, seeds and snapshots share one set of names, by which `ref` finds them.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.settings import is_disabled, together
from pytest_etl_diagram.declarations.dbt.values import Resource
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.declarations.dbt.described import Described, Properties
    from pytest_etl_diagram.declarations.dbt.project import Project
    from pytest_etl_diagram.declarations.dbt.settings import ProjectSettings
    from pytest_etl_diagram.declarations.dbt.values import Settings

REFERABLE = frozenset({"model", "seed", "snapshot"})


@dataclass(slots=True)
class Node:
    """A resource with all that is said of it: `said` are its properties, `settings` what holds."""

    resource: Resource
    name: str
    settings: Settings
    said: Properties | None = None


@dataclass(slots=True)
class Nodes:
    """The resources of a project: those drawn by kind and name, and the names of those left out.

    `latest` maps a model with versions to the name of the one that `ref` without a version means.
    """

    drawn: dict[tuple[str, str], Node] = field(default_factory=dict)
    referable: dict[str, Node] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)
    latest: dict[str, str] = field(default_factory=dict)


def put_together(
    project: Project,
    resources: Iterable[Resource],
    described: Described,
    usual: ProjectSettings,
) -> Nodes:
    """Return the resources with their properties and settings; doubled ones are problems."""
    nodes = Nodes()
    files = _versioned(described)
    seen: set[tuple[str, str]] = set()
    for resource in (*resources, *_yaml_snapshots(described)):
        said = described.resources.get((resource.kind, resource.name))
        name = resource.name
        if resource.kind == "model" and resource.name in files:
            model, version = files[resource.name]
            said, name = model.versions[version], f"{model.name}.v{version}"
            resource.version = version
        if said is not None:
            seen.add((said.kind, said.name))
        layers = usual.of(resource.kind, _way(project, resource, files))
        settings = _settings(resource, said, files, layers)
        _add(project, nodes, Node(resource, name, settings, said))
    _mark_latest(described, nodes)
    for key, said in described.resources.items():
        if key not in seen and said.place.line and key[1] not in nodes.disabled:
            words = f"describes the {key[0]} {key[1]!r}, which the project doesn't have"
            problem = Problem(said.place.path, said.place.line, words, fatal=False)
            project.problems.append(problem)
    return nodes


def _add(project: Project, nodes: Nodes, node: Node) -> None:
    kind = node.resource.kind
    if is_disabled(node.settings):
        nodes.disabled.add(node.name)
        return
    known = nodes.drawn.get((kind, node.name))
    if kind in REFERABLE:
        known = nodes.referable.setdefault(node.name, node)
        known = None if known is node else known
    if known is not None:
        words = f"a second {kind} {node.name!r}, beside {known.resource.path}; rename one of them"
        place = node.resource.place
        project.problems.append(Problem(place.path, place.line, words))
        return
    nodes.drawn[kind, node.name] = node


def _way(
    project: Project, resource: Resource, files: dict[str, tuple[Properties, str]]
) -> tuple[str, ...]:
    """Return the names by which the project's settings name a resource (dbt's fqn)."""
    if not resource.version:
        return (project.name, *resource.folders, resource.name)
    model, version = files[resource.name]
    return (project.name, *resource.folders, model.name, f"v{version}")


def _settings(
    resource: Resource,
    said: Properties | None,
    files: dict[str, tuple[Properties, str]],
    layers: list[Settings],
) -> Settings:
    """Return the settings that hold for a resource, by dbt's precedence."""
    if resource.version:
        layers.append(files[resource.name][0].settings)
    if said is not None:
        layers.append(said.settings)
    return together([*layers, resource.settings])


def _versioned(described: Described) -> dict[str, tuple[Properties, str]]:
    """Return file's name → the model and the version that it defines."""
    found: dict[str, tuple[Properties, str]] = {}
    for (kind, name), said in described.resources.items():
        if kind != "model":
            continue
        for version, each in said.versions.items():
            default = f"{name}_v{version}"
            if each.defined_in:
                found[posixpath.splitext(each.defined_in)[0]] = (said, version)
            else:
                found[default] = (said, version)
        latest = _latest(said)
        if latest and f"{name}_v{latest}" in found and not said.versions[latest].defined_in:
            found.setdefault(name, (said, latest))
    return found


def _latest(said: Properties) -> str:
    """Return the version that `ref` means without one: the one said to be, or the greatest."""
    given = said.settings.get("latest_version")
    if given is not None and str(given.value) in said.versions:
        return str(given.value)
    return max(said.versions, key=_number, default="")


def _number(version: str) -> tuple[float, str]:
    try:
        return (float(version), "")
    except ValueError:
        return (float("-inf"), version)


def _mark_latest(described: Described, nodes: Nodes) -> None:
    for (kind, name), said in described.resources.items():
        if kind == "model" and said.versions:
            nodes.latest[name] = f"{name}.v{_latest(said)}"


def _yaml_snapshots(described: Described) -> list[Resource]:
    """Return the snapshots that stand in YAML alone: those with a relation."""
    return [
        Resource("snapshot", said.name, said.place.path, said.place, uses=[said.relation])
        for (kind, _), said in sorted(described.resources.items())
        if kind == "snapshot" and said.relation is not None
    ]
