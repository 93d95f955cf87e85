"""Resources of operators: Spark, Flink, Strimzi's Kafka, databases, Ray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import Detail, at, words
from pytest_etl_diagram.deployments.kubernetes.operator_rows import ROWS, Row
from pytest_etl_diagram.documents.tree import Mapping, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.documents.tree import Tree

GROUPS = {
    "Cluster": "postgresql.cnpg.io",
    "ScheduledBackup": "postgresql.cnpg.io",
    "Kafka": "kafka.strimzi.io",
}
"""API groups of kinds whose names others use too."""

PARTS = ("KafkaTopic", "KafkaNodePool")
"""Kinds of what is only a part of another: nobody reaches them by their names."""

CLUSTER_LABEL = "strimzi.io/cluster"


def row_of(each: Resource) -> Row | None:
    """Return the row of a resource's kind, None for one that isn't in the table."""
    if each.kind in GROUPS and each.group != GROUPS[each.kind]:
        return None
    return ROWS.get(each.kind)


def operator_details(each: Resource, row: Row) -> Iterator[Detail]:
    """Yield the facts of a resource of an operator."""
    for part in row.parts:
        found, line = _inside(each.spec, part.path)
        if found is not None:
            shown = part.shown(found)
            yield Detail(part.fact, "" if shown == part.default else shown, line)
    cluster = owner_of(each)
    if cluster and not any(part.fact == "cluster" for part in row.parts):
        yield Detail("cluster", cluster)


def leads(each: Resource, row: Row) -> Iterator[tuple[str, str, int]]:
    """Yield (key, value, line) of what names an address."""
    for path in row.leads:
        found, line = _inside(each.spec, path)
        if found is not None:
            yield path.removeprefix("config."), words(found), line


def owner_of(each: Resource) -> str:
    """Return the name of the cluster that a resource belongs to, "" for none."""
    named, _ = at(each.spec, "cluster.name")
    labels = mapping(mapping(each.body.get("metadata")).get("labels"))
    found = (labels.get(CLUSTER_LABEL), each.spec.get("deploymentName"), named)
    return next((text(tree) for tree in found if tree is not None), "")


def _inside(spec: Mapping, path: str) -> tuple[Tree | None, int]:
    """Return what stands at a path; keys of a connector's `config` have dots of their own."""
    head, dot, rest = path.partition(".")
    if head == "config" and dot:
        entry = mapping(spec.get("config")).entry(rest)
        return (entry.value, entry.line) if entry is not None else (None, 0)
    return at(spec, path)
