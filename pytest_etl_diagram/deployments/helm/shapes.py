"""The shapes that a chart's values must have to be understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.kubernetes.details import words
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.helm.layering import Layered
    from pytest_etl_diagram.documents.tree import Tree

MAPPINGS = (
    "airflow config data dags dags.gitSync dags.persistence flower images logs logs.persistence "
    "pgbouncer postgresql redis statsd"
).split()
_NUMBER = re.compile(r"\d+|.*(?:\$|\{\{|<).*")
_NAMES = {Scalar: "a single value", Listing: "a list", Mapping: "a mapping"}


def check(layered: Layered) -> Iterator[Problem]:
    """Yield what is wrong with the shapes of values, with the lines."""
    layout = layered.chart.layout
    parts = [key for component in layout.components for key in component.keys]
    for path in dict.fromkeys((*parts, *MAPPINGS)):
        yield from _unlike(layered, path, "a mapping")
    for path in parts:
        for key in ("replicas", "replicaCount"):
            yield from _unlike(layered, f"{path}.{key}", "a number")
    yield from _unlike(layered, layout.executor, "the name of an executor")


def _unlike(layered: Layered, path: str, wanted: str) -> Iterator[Problem]:
    found, line = layered.chart.values.find(path)
    if found is None or _fits(found, wanted):
        return
    place = layered.place(line)
    message = f"`{path}` must be {wanted}, not {_NAMES[type(found)]}"
    yield Problem(place.path, place.line, message)


def _fits(found: Tree, wanted: str) -> bool:
    if wanted == "a mapping":
        return isinstance(found, Mapping)
    if not isinstance(found, Scalar):
        return False
    return wanted != "a number" or _NUMBER.fullmatch(words(found)) is not None
