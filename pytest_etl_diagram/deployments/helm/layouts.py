"""Where the charts for Airflow have what: one layout a chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Component:
    """A part of Airflow that a chart can make.

    - `name`: the unit's; `keys`: where its values are, the first counts most.
    - `command`: what it runs, as Airflow calls it.
    - `switch`: the default of its `enabled`; None if the chart has no such switch.
    - `storage`: the size of its volume by default, "" for none.
    - `needs`: a word that the executor must have in its name ("" for any).
    - `since`, `until`: the major versions of Airflow that have it.
    """

    name: str
    keys: tuple[str, ...]
    command: str
    switch: bool | None = True
    storage: str = ""
    needs: str = ""
    since: int = 1
    until: int = 99
    sort: str = "service"


@dataclass(frozen=True, slots=True)
class Layout:
    """A chart: where its values are.

    `image` are the (repository, tag, digest) of Airflow's image, best first. `config` is the
    mapping of sections of airflow.cfg, `flat` one of variables (`AIRFLOW__CORE__PARALLELISM`).
    """

    name: str
    components: tuple[Component, ...]
    executor: str = "executor"
    image: tuple[tuple[str, str, str], ...] = ()
    registry: str = ""
    config: str = ""
    flat: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    statsd: bool = False
    database: tuple[str, ...] = ()
    database_switch: str = "postgresql.enabled"
    broker: tuple[str, ...] = ()
    size: tuple[str, str] = ("8Gi", "1Gi")


_OFFICIAL: Final = (
    Component("scheduler", ("scheduler",), "airflow scheduler"),
    Component("webserver", ("webserver",), "airflow webserver", until=2),
    Component("api-server", ("apiServer",), "airflow api-server", since=3),
    Component("dag-processor", ("dagProcessor",), "airflow dag-processor", None),
    Component("triggerer", ("triggerer",), "airflow triggerer", storage="100Gi", since=2),
    Component(
        "worker",
        ("workers.celery", "workers"),
        "airflow celery worker",
        storage="100Gi",
        needs="Celery",
    ),
    Component("task-pod", ("workers.kubernetes", "workers"), "", needs="Kubernetes", sort="job"),
    Component("flower", ("flower",), "airflow celery flower", switch=False, needs="Celery"),
    Component("cleanup", ("cleanup",), "", switch=False, sort="job"),
    Component("database-cleanup", ("databaseCleanup",), "", switch=False, sort="job"),
    Component("run-airflow-migrations", ("migrateDatabaseJob",), "airflow db migrate", sort="job"),
)
SCHEDULES: Final = {"cleanup": "*/15 * * * *", "database-cleanup": "0 0 * * 0"}
"""When the charts' jobs run unless the values say so."""

OFFICIAL: Final = Layout(
    "official",
    _OFFICIAL,
    image=(
        ("images.airflow.repository", "images.airflow.tag", "images.airflow.digest"),
        ("defaultAirflowRepository", "defaultAirflowTag", "defaultAirflowDigest"),
    ),
    config="config",
    env=("env", "extraEnv"),
    statsd=True,
    database=("data.metadataConnection",),
    broker=("data.brokerUrl",),
)
COMMUNITY: Final = Layout(
    "community",
    (
        replace(_OFFICIAL[0], command="airflow scheduler", switch=None),
        Component("web", ("web",), "airflow webserver", None),
        Component("triggerer", ("triggerer",), "airflow triggerer", since=2),
        Component("worker", ("workers",), "airflow celery worker", needs="Celery"),
        Component(
            "task-pod", ("airflow.kubernetesPodTemplate",), "", None, "", "Kubernetes", sort="job"
        ),
        Component("flower", ("flower",), "airflow celery flower", needs="Celery"),
        Component("db-migrations", ("airflow.dbMigrations",), "airflow db upgrade"),
    ),
    executor="airflow.executor",
    image=(("airflow.image.repository", "airflow.image.tag", "airflow.image.digest"),),
    flat=("airflow.config",),
    env=("airflow.extraEnv",),
    database=("externalDatabase",),
    broker=("externalRedis",),
)
BITNAMI: Final = Layout(
    "bitnami",
    (
        replace(_OFFICIAL[0], switch=None),
        Component("web", ("web",), "airflow webserver"),
        Component("dag-processor", ("dagProcessor",), "airflow dag-processor", since=3),
        Component("triggerer", ("triggerer",), "airflow triggerer", switch=False),
        Component("worker", ("worker",), "airflow celery worker", needs="Celery"),
        Component("task-pod", ("worker",), "", None, "", "Kubernetes", sort="job"),
    ),
    image=(("image.repository", "image.tag", "image.digest"),),
    registry="image.registry",
    env=("extraEnvVars",),
    database=("externalDatabase",),
    broker=("externalRedis",),
)
