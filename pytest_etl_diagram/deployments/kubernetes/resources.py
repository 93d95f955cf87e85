"""Resources of Kubernetes: what a manifest declares, with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.hints import WORKLOADS
from pytest_etl_diagram.documents.tree import Listing, Mapping, items, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.documents.tree import Tree

Fault = tuple[int, str, bool]
"""Something wrong: (line of the set's numbering, message, fatal)."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: its tree, and what it is known by.

    `group` is the part of `apiVersion` before the slash ("" for the core). `former` are names
    that it had before a prefix or suffix was put on. `line` is that of its name, in the numbering
    of its set.
    """

    kind: str
    group: str
    name: str
    namespace: str
    body: Mapping
    line: int
    former: tuple[str, ...] = ()

    @property
    def spec(self) -> Mapping:
        """What it asks for."""
        return mapping(self.body.get("spec"))

    @property
    def title(self) -> str:
        """What it is called in messages: `CronJob sync`."""
        return f"{self.kind} {self.name}"


def resource(body: Mapping, former: tuple[str, ...] = ()) -> Resource:
    """Return the resource that a tree declares; one without a name has the name ""."""
    metadata = mapping(body.get("metadata"))
    group, slash, _ = text(body.get("apiVersion")).rpartition("/")
    named = metadata.entry("name") or metadata.entry("generateName")
    name = text(named.value) if named is not None else _template_name(body)
    if named is not None and named.key == "generateName":
        name += "*"
    kind = body.entry("kind")
    line = named.line if named is not None else kind.line if kind is not None else body.line
    return Resource(
        text(body.get("kind")),
        group if slash else "",
        name,
        text(metadata.get("namespace")),
        body,
        line,
        former,
    )


def _template_name(body: Mapping) -> str:
    """Return the name of the first container of a Pod that is a template for others, else ""."""
    if text(body.get("kind")) != "Pod":
        return ""
    containers = items(mapping(body.get("spec")).get("containers"))
    return text(mapping(containers[0]).get("name")) if containers else ""


def declared(documents: Iterable[Tree], faults: list[Fault]) -> Iterator[Resource]:
    """Yield the resources of a file's documents; what is wrong with them goes to `faults`.

    A List holds resources of its own. A document that isn't a manifest is none of ours.
    """
    for document in documents:
        body = mapping(document)
        kind = text(body.get("kind"))
        if not kind or body.get("apiVersion") is None:
            continue
        if kind.endswith("List") and isinstance(body.get("items"), Listing):
            yield from declared(items(body.get("items")), faults)
            continue
        found = resource(body)
        if found.name:
            yield found
        elif kind in NAMED:
            faults.append((found.line, f"{kind} has no `metadata.name`; give it one", True))


NAMED = (*WORKLOADS, "Service", "Ingress", "ConfigMap", "Secret", "PersistentVolumeClaim")
"""Kinds without whose names nothing can be drawn; files for tools have kinds too, but no names."""


def once(found: Iterable[Resource], faults: list[Fault], line_name: LineName) -> list[Resource]:
    """Return the resources without those that are there twice; the first counts."""
    kept: dict[tuple[str, str, str, str], Resource] = {}
    for each in found:
        key = (each.group, each.kind, each.namespace, each.name)
        first = kept.setdefault(key, each)
        if first is not each:
            where = f" in the namespace {each.namespace}" if each.namespace else ""
            message = (
                f"{each.title}{where} is there twice, also in {line_name(first.line)}; "
                "remove one of them or rename it"
            )
            faults.append((each.line, message, True))
    return list(kept.values())


def are_together(one: Resource, other: Resource) -> bool:
    """Tell whether two resources are in the same namespace; one that names none is in any."""
    return one.namespace == other.namespace or not (one.namespace and other.namespace)


def labels(tree: Tree | None) -> dict[str, str]:
    """Return labels (or a selector's `matchLabels`) as texts."""
    return {entry.key: text(entry.value) for entry in mapping(tree).entries}


if TYPE_CHECKING:
    from collections.abc import Callable

    LineName = Callable[[int], str]
