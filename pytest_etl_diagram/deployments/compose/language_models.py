"""Language models that Compose runs for services: the top-level `models`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import Runner
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.references import references
from pytest_etl_diagram.deployments.compose.tree import text_of
from pytest_etl_diagram.model import Tie, Unit

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.tree import Key

SECTION = "models"
_FACTS = ("model", "context_size")


def language_models_of(model: Model) -> list[Runner]:
    """Return every language model as what runs."""
    return [Runner(_unit(model, key)) for key in model.section(SECTION)]


def uses_of_language_models(model: Model) -> list[Tie]:
    """Return which service uses which language model."""
    known = {key.name for key in model.section(SECTION)}
    return [
        Tie(key.name, _name(model, reference.name), "connects", "model")
        for key in model.section("services")
        for reference in references(table_of(key))
        if reference.section == SECTION and reference.name in known
    ]


def _unit(model: Model, key: Key) -> Unit:
    table = table_of(key)
    told = [(name, found) for name in _FACTS if (found := table.key(name)) is not None]
    return Unit(
        _name(model, key.name),
        "service",
        "processing",
        tuple((name, text_of(found.node)) for name, found in told),
        key.place,
        tuple((name, found.place) for name, found in told),
    )


def _name(model: Model, name: str) -> str:
    """Return a name that no service has."""
    return name if model.service(name) is None else f"model {name}"
