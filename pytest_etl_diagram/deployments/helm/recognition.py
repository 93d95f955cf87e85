"""Whose values a file holds: the official chart's of Airflow, the community's or Bitnami's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.helm.layouts import BITNAMI, COMMUNITY, OFFICIAL
from pytest_etl_diagram.deployments.helm.values import Values, unfolded
from pytest_etl_diagram.deployments.kubernetes.details import words
from pytest_etl_diagram.documents.tree import Mapping, items, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.layouts import Layout
    from pytest_etl_diagram.documents.tree import Tree

EXECUTOR = re.compile(r"(?:[\w.:]*Executor)(?:\s*,\s*[\w.:]*Executor)*")
_SIGNS = (
    "airflowVersion",
    "defaultAirflowRepository",
    "defaultAirflowTag",
    "defaultAirflowDigest",
    "images.airflow",
    "dags.gitSync",
    "config.core",
    "config.celery",
    "config.logging",
    "createUserJob",
    "migrateDatabaseJob",
    "webserverSecretKeySecretName",
    "fernetKeySecretName",
    "data.metadataConnection",
    "data.metadataSecretName",
)
"""Keys that only Airflow's official chart has."""

_PARTS = (
    "webserver apiServer scheduler triggerer workers dagProcessor flower statsd pgbouncer redis "
    "postgresql dags logs data images config"
).split()
"""Keys of the official chart that others may have too."""

_NEST = ("airflow", "apache-airflow")
"""Where an umbrella chart has the values of the chart within."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Values of a chart that is known; `release` is its version, "" where they don't say it."""

    layout: Layout
    values: Values
    release: str = ""


def recognised(tree: Tree | None) -> Chart | None:
    """Return the chart that values are for, None if it isn't one for Airflow."""
    top = released(mapping(tree))
    for candidate in _candidates(top):
        layout = _layout(Values(candidate))
        if layout is not None:
            return Chart(layout, Values(candidate), _release(mapping(tree)))
    return None


def released(top: Mapping) -> Mapping:
    """Return the values in a release of Flux or an application of Argo CD.

    Of another manifest there are none; values that stand alone are returned as they are.
    """
    if top.get("apiVersion") is None:
        return top
    spec = Values(mapping(top.get("spec")))
    kind = words(top.get("kind"))
    if kind == "HelmRelease":
        return mapping(spec.find("values")[0])
    if kind == "Application":
        sources = [mapping(spec.find("source")[0]), *map(mapping, items(spec.find("sources")[0]))]
        found = (Values(each).find("helm.valuesObject", "helm.values")[0] for each in sources)
        return next((mapping(unfolded(tree)) for tree in found if tree is not None), Mapping())
    return Mapping()


def _release(top: Mapping) -> str:
    """Return the version of the chart that a release or an application asks for."""
    paths = ("spec.chart.spec.version", "spec.source.targetRevision")
    return Values(top).text(*paths) if top.get("apiVersion") is not None else ""


def _candidates(top: Mapping) -> Iterator[Mapping]:
    yield top
    for entry in sorted(top.entries, key=lambda entry: entry.key):
        if isinstance(entry.value, Mapping) and (
            entry.key in _NEST or entry.key.endswith("airflow")
        ):
            yield entry.value


def _layout(values: Values) -> Layout | None:
    keys = {entry.key for entry in values.tree.entries}
    told = EXECUTOR.fullmatch(values.text("executor")) is not None
    if _is_community(values, keys):
        return COMMUNITY
    if told and keys & {"web", "worker"} and keys & {"scheduler", "auth", "externalDatabase"}:
        return BITNAMI
    signs = sum(values.find(sign)[0] is not None for sign in _SIGNS)
    parts = len(keys.intersection(_PARTS))
    if (told and parts) or (signs and parts >= (1 if signs > 1 else 2)):
        return OFFICIAL
    return None


def _is_community(values: Values, keys: set[str]) -> bool:
    inner = Values(mapping(values.tree.get("airflow")))
    executor = words(inner.tree.get("executor"))
    flat = any(entry.key.startswith("AIRFLOW__") for entry in inner.entries("config"))
    parts = keys & {"web", "workers", "scheduler", "externalDatabase", "flower", "dags"}
    named = EXECUTOR.fullmatch(executor) is not None and inner.find("image", "config", "users")[0]
    short = executor in ("Celery", "Kubernetes", "CeleryKubernetes")
    return bool(parts) and (flat or bool(named) or short)
