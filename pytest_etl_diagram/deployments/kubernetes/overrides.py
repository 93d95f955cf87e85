"""What a kustomization overrides in all of its resources: images, replicas, names, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.images import read_image
from pytest_etl_diagram.deployments.kubernetes.edits import mapped, put
from pytest_etl_diagram.deployments.kubernetes.resources import resource
from pytest_etl_diagram.documents.tree import Entry, Mapping, Scalar, items, mapping, text

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource

UNNAMED = ("Namespace", "CustomResourceDefinition")
"""Kinds that no prefix or suffix is put on."""

SCALED = ("Deployment", "ReplicaSet", "StatefulSet", "ReplicationController")

REFERENCES = {
    ("configMapRef", "name"): "ConfigMap",
    ("configMapKeyRef", "name"): "ConfigMap",
    ("configMap", "name"): "ConfigMap",
    ("secretRef", "name"): "Secret",
    ("secretKeyRef", "name"): "Secret",
    ("secret", "name"): "Secret",
    ("secret", "secretName"): "Secret",
    ("tls", "secretName"): "Secret",
    ("persistentVolumeClaim", "claimName"): "PersistentVolumeClaim",
    ("spec", "serviceAccountName"): "ServiceAccount",
    ("spec", "serviceName"): "Service",
    ("service", "name"): "Service",
    ("backend", "serviceName"): "Service",
    ("backendRefs", "name"): "Service",
}
"""Where a resource names another: (key of the mapping, key in it), and the other's kind."""


def named(tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources with a kustomization's prefix and suffix in their names.

    What refers to them by the old names refers to the new ones.
    """
    prefix, suffix = text(tree.get("namePrefix")), text(tree.get("nameSuffix"))
    if not (prefix or suffix):
        return found
    changed = {
        (each.kind, name): f"{prefix}{each.name}{suffix}"
        for each in found
        if each.kind not in UNNAMED
        for name in (*each.former, each.name)
    }
    renamed = []
    for each in found:
        body = mapping(mapped(each.body, lambda a, k, m: _referring(k or a, m, changed)))
        new = changed.get((each.kind, each.name))
        if new is None:
            renamed.append(resource(body, each.former))
            continue
        body = put(body, ("metadata", "name"), Scalar(new, new, each.line))
        renamed.append(resource(body, (*each.former, each.name)))
    return renamed


def _referring(key: str, tree: Mapping, changed: dict[tuple[str, str], str]) -> Mapping:
    entries = []
    for entry in tree.entries:
        kind = REFERENCES.get((key, entry.key))
        if key == "scaleTargetRef" and entry.key == "name":
            kind = text(tree.get("kind")) or "Deployment"
        new = changed.get((kind or "", text(entry.value)))
        value = Scalar(new, new, entry.value.line) if new is not None else entry.value
        entries.append(Entry(entry.key, value, entry.line))
    return Mapping(tuple(entries), tree.line, tree.tag)


def tagged(tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources with the images that a kustomization sets by name."""
    wanted = [mapping(item) for item in items(tree.get("images"))]
    if not wanted:
        return found
    return [
        resource(mapping(mapped(each.body, lambda _a, _k, m: _with_image(m, wanted))), each.former)
        for each in found
    ]


def _with_image(tree: Mapping, wanted: list[Mapping]) -> Mapping:
    entry = tree.entry("image")
    if entry is None or not isinstance(entry.value, Scalar):
        return tree
    for each in wanted:
        image = read_image(text(entry.value))
        if image.name == text(each.get("name")):
            new, line = _image(text(entry.value), image.name, each)
            return put(tree, ("image",), Scalar(new, new, line), line)
    return tree


def _image(old: str, name: str, wanted: Mapping) -> tuple[str, int]:
    """Return the image that an override makes, and the line that says so."""
    keys = [wanted.entry(key) for key in ("digest", "newTag", "newName")]
    line = next((entry.line for entry in keys if entry is not None), wanted.line)
    rest = old[len(name) :]
    if keys[0] is not None:
        rest = f"@{text(keys[0].value)}"
    elif keys[1] is not None:
        rest = f":{text(keys[1].value)}"
    return f"{text(wanted.get('newName')) or name}{rest}", line


def counted(reader: Reader, tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources with the replicas that a kustomization sets by name."""
    for item in items(tree.get("replicas")):
        wanted = mapping(item)
        entry = wanted.entry("count")
        name = text(wanted.get("name"))
        hits = [r for r in found if r.kind in SCALED and name in (r.name, *r.former)]
        if not hits:
            message = f"`replicas` names {name}, which is no workload here; correct the name"
            reader.faults.append((item.line, message, True))
        if entry is not None:
            found = [
                resource(put(r.body, ("spec", "replicas"), entry.value, entry.line), r.former)
                if r in hits
                else r
                for r in found
            ]
    return found


def relabelled(tree: Mapping, found: list[Resource]) -> list[Resource]:
    """Return the resources with a kustomization's labels, on themselves and on their pods."""
    groups = [tree.get("commonLabels")]
    groups += [mapping(item).get("pairs") for item in items(tree.get("labels"))]
    for group in groups:
        for entry in mapping(group).entries:
            found = [_labelled(each, entry) for each in found]
    return found


def _labelled(each: Resource, label: Entry) -> Resource:
    body = put(each.body, ("metadata", "labels", label.key), label.value, label.line)
    if isinstance(each.spec.get("template"), Mapping):
        path = ("spec", "template", "metadata", "labels", label.key)
        body = put(body, path, label.value, label.line)
    return resource(body, each.former)
