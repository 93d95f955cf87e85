"""What ties pipelines to each other: the data that they share, and what starts what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model.places import Place

PIPELINE_SORTS = ("dag", "pipeline", "stream", "job")
"""Sorts of pipelines.

`dag`: an Airflow DAG. `pipeline`: one that a file of data (YAML) describes. `stream`: one in
plain Python that reads a topic or queue without end. `job`: any other one in plain Python.
"""


@dataclass(frozen=True, slots=True)
class DataAsset:
    """Data outside of programs that one pipeline writes and another reads.

    - `system`: its system's name for people (`PostgreSQL`, `S3`, `Kafka`, `files`), "" if unknown.
    - `kind`: `table`, `topic`, `queue`, `object`, `file`, `url`, or `asset` for one that an
      orchestrator announces (Airflow's Dataset or Asset; then `name` is its URI).
    - `name`: the table, topic, bucket and key, path, URL or URI, without secrets.
    """

    system: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """What one pipeline takes and gives.

    There may be several of one pipeline: each tells what it does where one part of the project
    runs it.

    - `name`: the pipeline's own: the DAG's id, the entry point's (`SalesPipeline.run`).
    - `sort`: one of PIPELINE_SORTS; `source`: its file, relative to the root folder.
    - `reads`, `writes`: the data outside.
    - `started_by`: the assets whose updates start it.
    - `waits_for`, `triggers`: other pipelines, by name (`daily_sales`, not `daily_sales.load`).
    - `awaited_by`: other pipelines that are known to wait for it, by name.
    - `connections`: the ids of connections that it uses (Airflow's `conn_id`), sorted.
    - `runs`: the functions of the project that run as a part of it, as (file, `Class.method` or
      function): an entry point among them is no pipeline of its own where a DAG runs it.
    - `starts`: the files of the programs that it starts: scripts, dbt projects.
    """

    name: str
    sort: str
    source: str
    reads: tuple[DataAsset, ...] = ()
    writes: tuple[DataAsset, ...] = ()
    started_by: tuple[DataAsset, ...] = ()
    waits_for: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    awaited_by: tuple[str, ...] = ()
    connections: tuple[str, ...] = ()
    runs: tuple[tuple[str, str], ...] = ()
    starts: tuple[str, ...] = ()
    place: Place | None = None
