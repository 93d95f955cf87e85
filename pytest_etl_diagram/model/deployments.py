"""What is deployed: services, jobs, stores, and what ties them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model.graphs import Fact
    from pytest_etl_diagram.model.places import FactPlaces, Place

UNIT_SORTS = ("service", "job", "store", "gateway", "config")
"""Sorts of units, which are roles of nodes too.

`service`: something that runs (a container with its replicas, a Deployment). `job`: something
that runs and ends (an init container of Compose, a CronJob). `store`: what keeps data (a database,
a broker, an object store), deployed here or outside. `gateway`: what lets others in (a Service
without a workload of its own, an Ingress). `config`: a file, ConfigMap or Secret that is a box
of its own; most are facts of their users.
"""

AREAS = ("orchestration", "sources", "processing", "targets", "monitoring", "metadata")
"""The boxes around units: `metadata` is titled `Metadata & config`, the others by their names."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One box of a deployment.

    `name` is unique in the deployment. `sort` is one of UNIT_SORTS, `area` one of
    AREAS. `facts` stand in the order to show; no value of a secret is in them. `places` are also
    those of settings that are no facts, as they say what holds anyway (`replicas: 1`).
    """

    name: str
    sort: str
    area: str
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
    places: FactPlaces = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """One arrow between two units, by their names.

    `kind` is an edge's: `depends` (the target starts after the source; the label is the
    condition), `connects` (the source opens connections to the target; the label is the setting
    that says so), `routes` (the source passes requests on to the target), `monitors`, `configures`.
    `place` is where that is said; a tie that is said elsewhere is the same one.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Deployment:
    """What one set of files deploys.

    - `name`: the project's name in Compose, else the folder's or file's.
    - `source`: the file or folder that stands for the set, relative to the root folder.
    - `connections`: (connection id, name of the unit that it leads to), sorted.
    - `orchestrates`: it runs an orchestrator: DAGs of the project are drawn in it.
    - `configured`: systems that files of connections name, to be drawn only where a pipeline of
      the project uses them; `connections` name them, too.
    - `absent`: where units could be switched on, or were switched off, by their names.
    """

    name: str
    source: str
    units: tuple[Unit, ...] = ()
    ties: tuple[Tie, ...] = ()
    connections: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    orchestrates: bool = False
    configured: tuple[Unit, ...] = ()
    absent: tuple[tuple[str, Place], ...] = ()
