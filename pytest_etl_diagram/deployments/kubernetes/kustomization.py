"""Kustomizations: the resources that one takes in, and what it makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.edits import put
from pytest_etl_diagram.deployments.kubernetes.generators import generated
from pytest_etl_diagram.deployments.kubernetes.manifests import beside, kustomization_of
from pytest_etl_diagram.deployments.kubernetes.overrides import counted, named, relabelled, tagged
from pytest_etl_diagram.deployments.kubernetes.patches import patched
from pytest_etl_diagram.deployments.kubernetes.resources import declared, resource
from pytest_etl_diagram.documents.tree import Scalar, items, mapping, text

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.documents.tree import Mapping, Tree

UNREAD = ("helmCharts", "replacements", "vars", "transformers", "generators")
"""Parts that change resources in ways that aren't worked out."""

CLUSTER_WIDE = ("Namespace", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding")


def built(reader: Reader, source: str, inner: tuple[str, ...] = ()) -> list[Resource]:
    """Return the resources that the kustomization `source` makes.

    `inner` are the kustomizations that take this one in; a circle is a problem. Patches are
    applied before the names are changed, as in Kustomize.
    """
    tree = mapping(next(iter(reader.documents(source)), None))
    found = _taken_in(reader, source, tree, (*inner, source))
    found = generated(reader, source, tree, found)
    found = _with_components(reader, source, tree, found, inner)
    found = patched(reader, source, tree, found)
    found = [_in_namespace(each, tree.get("namespace")) for each in found]
    found = relabelled(tree, found)
    found = named(tree, found)
    found = counted(reader, tree, found)
    for key in UNREAD:
        entry = tree.entry(key)
        if entry is not None:
            message = f"`{key}` of a kustomization isn't worked out; what it changes isn't drawn"
            reader.faults.append((entry.line, message, False))
    return tagged(tree, found)


def _taken_in(reader: Reader, source: str, tree: Mapping, inner: tuple[str, ...]) -> list[Resource]:
    found: list[Resource] = []
    for key in ("resources", "bases"):
        for item in items(tree.get(key)):
            found.extend(_resources(reader, source, item, inner))
    return found


def _resources(reader: Reader, source: str, item: Tree, inner: tuple[str, ...]) -> list[Resource]:
    """Return what one item of `resources` stands for: a file's resources or a folder's."""
    path = text(item)
    if "://" in path or "?ref=" in path or path.startswith(("github.com/", "git@")):
        reader.faults.append((item.line, f"{path} is remote and isn't read", False))
        return []
    target = beside(source, path)
    inside = kustomization_of(reader.files, target)
    if inside in inner:
        message = f"{path} takes this kustomization in again; a circle can't be built"
        reader.faults.append((item.line, message, True))
        return []
    if inside:
        return built(reader, inside, inner)
    if not reader.files.exists(target):
        refused = reader.files.refusal(target)
        absent = f"there is no {target}; correct the path, or remove it from the kustomization"
        reader.faults.append((item.line, refused or absent, True))
        return []
    return list(declared(reader.documents(target), reader.faults))


def _with_components(
    reader: Reader, source: str, tree: Mapping, found: list[Resource], inner: tuple[str, ...]
) -> list[Resource]:
    """Return the resources after the components: each adds to what is there, and changes it."""
    for item in items(tree.get("components")):
        inside = kustomization_of(reader.files, beside(source, text(item)))
        if not inside or inside in (*inner, source):
            refused = reader.files.refusal(beside(source, text(item)))
            absent = f"there is no kustomization in {text(item)}; correct the path"
            reader.faults.append((item.line, refused or absent, True))
            continue
        part = mapping(next(iter(reader.documents(inside)), None))
        found = [*found, *_taken_in(reader, inside, part, (*inner, source, inside))]
        found = generated(reader, inside, part, found)
        found = patched(reader, inside, part, found)
        found = tagged(part, counted(reader, part, found))
    return found


def _in_namespace(each: Resource, namespace: Tree | None) -> Resource:
    if not isinstance(namespace, Scalar) or each.kind in CLUSTER_WIDE:
        return each
    body = put(each.body, ("metadata", "namespace"), namespace)
    return resource(body, each.former)
