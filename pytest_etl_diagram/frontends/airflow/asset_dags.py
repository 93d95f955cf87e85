"""`@asset` (Airflow 3): a function that becomes a DAG of one task."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, Dict, External, List, Native, Value, text_of
from pytest_etl_diagram.frontends.airflow import creation, groups, objects
from pytest_etl_diagram.frontends.airflow.assets import Asset
from pytest_etl_diagram.frontends.airflow.places import place_of
from pytest_etl_diagram.frontends.airflow.world import world

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class AssetFunction(Asset):
    """A function decorated with `@asset`: an asset itself, too."""


class AssetDecorator(Value):
    """`asset`, whose attribute `multi` makes one DAG for several assets."""

    text = "{asset}"

    def attribute(self, it: Interpreter, name: str) -> object:
        """Return `asset.multi`."""
        del it
        return Native(name, asset_decorator)

    def call(self, it: Interpreter, args: Args) -> object:
        """`@asset(...)`."""
        return asset_decorator(it, args)


def asset_decorator(it: Interpreter, args: Args) -> object:
    """Return the decorator of `@asset(schedule=…)`."""
    del it
    settings = dict(args.keywords)
    return Native("asset", lambda it, inner: _make_dag(it, inner.get(0, "f"), settings))


def _make_dag(it: Interpreter, function: object, settings: dict[str, object]) -> object:
    """Make the DAG that Airflow makes of the function, called as it is, with one task."""
    name = text_of(settings.get("name") or it.attribute(function, "__name__"))
    dag = objects.Dag(External("airflow.models.dag.DAG"))
    dag.named = place_of(function)
    if "name" in settings:
        dag.named = replace(it.here(), setting=("name",))
    groups.init_dag(it, dag, Args((), {"dag_id": name, **_dag_settings(settings)}))
    outlets = settings.get("outlets")
    made = AssetFunction(name, text_of(settings.get("uri", name)))
    dag.enter(it)
    try:
        task = creation.new_task(External("airflow.sdk.definitions.asset.decorators.asset"))
        task.operator = "_AssetMainOperator"  # as Airflow names it
        task.place = it.here()
        produced = outlets if outlets is not None else List([made])
        fields = {"task_id": name, "python_callable": function, "outlets": produced}
        creation.init_task(it, task, Args((), Dict(fields)))
    finally:
        dag.exit(it)
    world(it).register(dag)
    return made


def _dag_settings(settings: dict[str, object]) -> dict[str, object]:
    own = ("name", "uri", "group", "extra", "watchers", "outlets", "dag_id")
    return {key: value for key, value in settings.items() if key not in own}
