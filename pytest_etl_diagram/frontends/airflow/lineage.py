"""What a DAG itself says of other pipelines: assets, sensors of other DAGs, DAGs that it starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.evaluate.values import Choice
from pytest_etl_diagram.frontends.airflow.assets import Asset, assets_of
from pytest_etl_diagram.frontends.airflow.facts import SCHEDULES, shown
from pytest_etl_diagram.frontends.airflow.objects import Dag
from pytest_etl_diagram.model import DataAsset, Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.frontends.airflow.objects import Task

_CONNECTION: Final = re.compile(r"(?:^|_)conn_id$|^kafka_config_id$")
_MARKER: Final = re.compile(r"ExternalTaskMarker")
"""The operator of a DAG that others wait for; every other that names one waits for it."""


def lineage(dag: Dag, source: str) -> Lineage:
    """Return what ties a DAG of the file `source` to other pipelines.

    What its tasks read and write by their operators' arguments isn't among it.
    """
    schedule = next((dag.settings[name] for name in SCHEDULES if name in dag.settings), None)
    tasks = dag.tasks.values()
    markers = [task for task in tasks if _MARKER.search(task.operator)]
    others = [task for task in tasks if task not in markers]
    subdags = [task.fields.get("subdag") for task in tasks]
    inner = (subdag.dag_id for subdag in subdags if isinstance(subdag, Dag))
    return Lineage(
        dag.dag_id,
        "dag",
        source,
        reads=_assets(task.fields.get("inlets") for task in tasks),
        writes=_assets(task.fields.get("outlets") for task in tasks),
        started_by=_assets([schedule]),
        waits_for=_named(task.fields.get("external_dag_id") for task in others),
        triggers=_unique((*inner, *_named(task.fields.get("trigger_dag_id") for task in tasks))),
        awaited_by=_named(task.fields.get("external_dag_id") for task in markers),
        connections=_unique(name for task in tasks for name in connections(task)),
        place=dag.place,
    )


def connections(task: Task) -> Iterator[str]:
    """Yield the ids of the connections that a task's arguments name."""
    for name, value in task.fields.items():
        if _CONNECTION.search(name):
            yield from _texts(value)


def _assets(values: Iterable[object]) -> tuple[DataAsset, ...]:
    found = {data_asset(asset) for value in values for asset in assets_of(value)}
    return tuple(sorted(found, key=lambda each: each.name))


def data_asset(asset: Asset) -> DataAsset:
    """Return an Airflow asset as data: known by its URI, an alias by its name."""
    return DataAsset("", "asset", asset.uri or asset.text)


def _named(values: Iterable[object]) -> tuple[str, ...]:
    return _unique(text for value in values for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a value that may be several."""
    if isinstance(value, Choice):
        for option in value.options:
            yield from _texts(option)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    elif value is not None and value != "":
        yield shown(value)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
