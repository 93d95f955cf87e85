"""The stages of a dbt project: each resource with its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.dbt.settings import facts_of, is_uncertain
from pytest_etl_diagram.declarations.dbt.values import Setting, Settings
from pytest_etl_diagram.model import Place, Stage, StageGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.declarations.dbt.checks import Check
    from pytest_etl_diagram.declarations.dbt.described import Exposure, SourceTable
    from pytest_etl_diagram.declarations.dbt.nodes import Node
    from pytest_etl_diagram.declarations.dbt.values import Resource

ROLES = {"model": "transform", "seed": "extract", "snapshot": "load", "test": "validate"}
OPERATORS = {"model": "model", "seed": "seed", "snapshot": "snapshot", "test": "test"}
DEFAULT_MATERIALIZATION = "view"
SOURCES = "sources"


def stage_of(node: Node, name: str) -> Stage:
    """Return the stage of a model, seed, snapshot or singular test, called `name`."""
    resource, said = node.resource, node.said
    settings = dict(node.settings)
    if resource.kind == "model":
        settings.setdefault("materialized", Setting(DEFAULT_MATERIALIZATION, resource.told_at()))
    operator = f"{resource.language} {OPERATORS[resource.kind]}".strip()
    place = resource.told_at()
    facts = [("operator", operator, place), *facts_of(settings)]
    tested: tuple[tuple[str, Place], ...] = ()
    if said is not None:
        facts += _said(said.checks, said.constraints, said.unit_tests, said.place)
        tested = _tested(said.checks, said.place)
    return Stage(
        name=name,
        group=group_id(resource.folders),
        facts=tuple((fact, value) for fact, value, _ in facts),
        role=ROLES[resource.kind],
        uncertain=is_uncertain(node.settings),
        place=place,
        places=(*((fact, place) for fact, _, place in facts), *tested, *_reads(resource)),
    )


def _reads(resource: Resource) -> Iterator[tuple[str, Place]]:
    """Yield where a resource reads each other one, and where it reads the first."""
    for use in reversed(resource.uses):
        name = ".".join(use.names) if use.kind == "source" else use.names[1]
        yield f"depends_on {name}", use.place
    yield from (("depends_on", use.place) for use in resource.uses[:1])


def _tested(checks: Iterable[Check], place: Place) -> tuple[tuple[str, Place], ...]:
    """Return where each test of a resource stands."""
    return tuple((f"checks {c.text}", replace(place, line=c.line)) for c in checks if c.line)


def _said(
    checks: Iterable[Check], constraints: Iterable[str], unit_tests: Iterable[str], place: Place
) -> list[tuple[str, str, Place]]:
    """Return the facts of a resource's tests; they stand where its properties begin."""
    found = {
        "checks": sorted({check.text for check in checks}),
        "constraints": sorted(set(constraints)),
        "unit_tests": sorted(set(unit_tests)),
    }
    return [(fact, ", ".join(told), place) for fact, told in found.items() if told]


def source_stage(table: SourceTable) -> Stage:
    """Return the stage of a table that the project reads."""
    settings: Settings = dict(table.settings)
    for name, usual in (("schema", table.source), ("identifier", table.name)):
        if name in settings and settings[name].value == usual:
            del settings[name]
    facts = [("operator", "source", table.place), *facts_of(settings)]
    facts += _said(table.checks, (), (), table.place)
    return Stage(
        name=f"{table.source}.{table.name}",
        group=source_group(table.source),
        facts=tuple((fact, value) for fact, value, _ in facts),
        role="extract",
        uncertain=is_uncertain(table.settings),
        place=table.place,
        places=(
            *((fact, place) for fact, _, place in facts),
            *_tested(table.checks, table.place),
        ),
    )


def exposure_stage(exposure: Exposure, name: str) -> Stage:
    """Return the stage of what uses the models: a dashboard, an application."""
    facts = [("operator", "exposure", exposure.place), *facts_of(exposure.settings)]
    return Stage(
        name=name,
        facts=tuple((fact, value) for fact, value, _ in facts),
        role="other",
        uncertain=is_uncertain(exposure.settings),
        place=exposure.place,
        places=(
            *((fact, place) for fact, _, place in facts),
            *((f"depends_on {use.names[1]}", use.place) for use in exposure.uses),
        ),
    )


# -- groups ---------------------------------------------------------------------------------------


def group_id(folders: tuple[str, ...]) -> str:
    """Return the group of what lies in these folders, "" for what lies in none."""
    return "/".join(folders)


def source_group(source: str) -> str:
    """Return the group of a source's tables."""
    return f"{SOURCES}:{source}"


def groups_of(stages: Iterable[Stage]) -> tuple[StageGroup, ...]:
    """Return the groups that stages name, and those around them."""
    found: dict[str, StageGroup] = {}
    for stage in stages:
        name = stage.group
        while name and name not in found:
            prefix, colon, source = name.partition(":")
            if colon and prefix == SOURCES:
                found[name] = StageGroup(name, f"source {source}")
                break
            parent, _, own = name.rpartition("/")
            found[name] = StageGroup(name, own, parent)
            name = parent
    return tuple(found[name] for name in sorted(found))
