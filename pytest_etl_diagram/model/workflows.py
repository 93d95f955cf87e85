"""Pipelines as front ends understand them: stages and what waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model.graphs import Fact
    from pytest_etl_diagram.model.lineage import Lineage
    from pytest_etl_diagram.model.places import FactPlaces, Place


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a workflow, as a front end understood it.

    `name` is the orchestrator's own full name of it (`group.task`), `group`
    the full id of its innermost group or "". `role` is one of ROLES, or "" to
    let the diagram decide from operator and name. `uncertain` stages are made
    under a condition that is not known statically. `places` are those of single
    facts.
    """

    name: str
    group: str = ""
    facts: tuple[Fact, ...] = ()
    role: str = ""
    uncertain: bool = False
    place: Place | None = None
    places: FactPlaces = ()


@dataclass(frozen=True, slots=True)
class Dependency:
    """`target` runs after `source` (both full stage names)."""

    source: str
    target: str
    label: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A group of stages: full `id`, the `name` to show, the full id of `parent` or "".

    `places` are those of what it gives its stages.
    """

    id: str
    name: str
    parent: str = ""
    place: Place | None = None
    places: FactPlaces = ()


@dataclass(frozen=True, slots=True)
class Workflow:
    """One pipeline of an orchestrator: an Airflow DAG, a pipeline that YAML describes.

    `facts` are the workflow's own (schedule, catchup, …); `assets` the data
    assets whose updates start it. `places` are those of its own facts and of its
    `title`, `lineage` what ties it to other pipelines, as far as the front end knows.
    """

    name: str
    facts: tuple[Fact, ...] = ()
    assets: tuple[str, ...] = ()
    groups: tuple[StageGroup, ...] = ()
    stages: tuple[Stage, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    place: Place | None = None
    places: FactPlaces = ()
    lineage: Lineage | None = None
