"""Finding what a Compose file, or the set of files that it stands for, deploys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import assemble
from pytest_etl_diagram.deployments.compose.checks import check, incomplete, undefined
from pytest_etl_diagram.deployments.compose.language_models import (
    language_models_of,
    uses_of_language_models,
)
from pytest_etl_diagram.deployments.compose.loading import folder_of
from pytest_etl_diagram.deployments.compose.models import Model, read_model
from pytest_etl_diagram.deployments.compose.names import (
    base_of,
    is_override,
    override_of,
    possible_bases,
)
from pytest_etl_diagram.deployments.compose.notes import Notes
from pytest_etl_diagram.deployments.compose.parts import is_part
from pytest_etl_diagram.deployments.compose.recognition import is_compose, note_what_is_missing
from pytest_etl_diagram.deployments.compose.resources import resources_of
from pytest_etl_diagram.deployments.compose.runners import runners_of, ties_of
from pytest_etl_diagram.deployments.compose.variables import files_told
from pytest_etl_diagram.deployments.connections import connections_beside
from pytest_etl_diagram.documents.formats import Found
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model import Deployment, Problem


def read(files: Files, source: str) -> Found:
    """Return what a file deploys; nothing where another file stands for it, or it isn't Compose's.

    What Compose puts on top of a base stands in the base's drawing. A variant such as
    `docker-compose.prod.yml` that can't run alone is drawn on top of its base. An override
    without any base is on top of what a tool makes (Astronomer's does), and drawn as it is.
    """
    if not is_compose(files, source):
        return Found()
    folder = folder_of(source)
    told = files_told(files, folder)
    if source in told:
        return _found(files, told, source) if source == told[0] else Found()
    base, override = base_of(files, folder), override_of(files, folder)
    if base is not None and source == override:
        return Found()
    if source == base and override is not None:
        return _found(files, (source, override), source)
    alone = read_model(files, Notes(), (source,), source)
    missing = _missing(alone)
    if is_part(files, source, complete=not missing):
        return Found()
    if missing and source != base:
        for other in possible_bases(files, source):
            if _defines(files, other, source, missing):
                return _found(files, (other, source), source)
    return _found(files, (source,), source)


def _missing(model: Model) -> frozenset[tuple[str, str]]:
    """Return (section, name) of what a whole needs and doesn't have."""
    services = (("services", name) for name in incomplete(model))
    names = ((r.section, r.name) for _, r in undefined(model) if not r.optional)
    return frozenset((*services, *names))


def _defines(files: Files, base: str, source: str, missing: frozenset[tuple[str, str]]) -> bool:
    """Tell whether a base has something that a variant misses, and all services that it changes."""
    whole = read_model(files, Notes(), (base, source), source)
    left = _missing(whole) - _missing(read_model(files, Notes(), (base,), base))
    return not left & missing


def _found(files: Files, sources: tuple[str, ...], source: str) -> Found:
    notes = Notes()
    model = read_model(files, notes, sources, source)
    check(model, notes, whole=sources != (source,) or not is_override(source))
    if not model.section("services"):
        note_what_is_missing(files, source, notes)
        return Found((), (), *_noted(notes))
    deployment = _deployment(files, notes, model)
    return Found((), (deployment,), *_noted(notes))


def _noted(notes: Notes) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Return the problems, in the order of the lines, and the files that were read."""
    problems = sorted(dict.fromkeys(notes.problems), key=lambda each: (each.path, each.line))
    return tuple(problems), tuple(sorted(notes.read))


def _deployment(files: Files, notes: Notes, model: Model) -> Deployment:
    place = Place(model.source, line=1)
    services = runners_of(files, notes, model)
    runners = [*services, *language_models_of(model), *resources_of(model)]
    ties = [*ties_of(model), *uses_of_language_models(model)]
    connections = connections_beside(files, model.source)
    return assemble(model.name, model.source, runners, ties, place, connections=connections)
