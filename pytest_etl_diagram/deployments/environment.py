"""What the environment of a container tells: facts of architecture, and where it leads to.

Values of variables are never shown, but for those whose names are in the tables here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.addresses import Address, addresses
from pytest_etl_diagram.deployments.connections import connection_address
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Fact
    from pytest_etl_diagram.model.places import FactPlaces

CONNECTION: Final = "AIRFLOW_CONN_"
AIRFLOW: Final = re.compile(r"AIRFLOW__([A-Z0-9_]+?)__([A-Z0-9_]+)")

_SHOWN: Final = frozenset(
    """
    core.executor core.parallelism core.max_active_tasks_per_dag core.dag_concurrency
    core.max_active_runs_per_dag core.default_timezone core.default_task_retries
    core.max_map_length core.auth_manager core.xcom_backend core.dags_are_paused_at_creation
    core.multi_team core.remote_logging core.remote_base_log_folder core.remote_log_conn_id
    celery.worker_concurrency celery.worker_autoscale celery.pool celery.worker_prefetch_multiplier
    logging.remote_logging logging.remote_base_log_folder logging.remote_log_conn_id
    metrics.statsd_on metrics.otel_on traces.otel_on secrets.backend api.auth_backend
    api.auth_backends scheduler.catchup_by_default scheduler.standalone_dag_processor
    kubernetes.namespace kubernetes_executor.namespace
    kubernetes.worker_container_repository kubernetes.worker_container_tag
    kubernetes_executor.worker_container_repository kubernetes_executor.worker_container_tag
    celery_kubernetes_executor.kubernetes_queue local_kubernetes_executor.kubernetes_queue
    operators.default_queue dask.cluster_address openlineage.namespace lineage.backend
    """.split()
)
"""Settings of Airflow, `section.key`, whose values are facts of the architecture."""

_TOLD: Final = re.compile(
    r"(?:\w+_)?(?:AUTO_)?OFFSET_RESET|(?:\w+_)?STARTING_OFFSETS|"
    r"(?:\w+_)?TOPICS?|(?:\w+_)?(?:CONSUMER_)?GROUP(?:_ID)?|\w*CONSUMER_GROUP|"
    r"(?:\w+_)?(?:BATCH_SIZE|CONCURRENCY|PARALLELISM|NUM_WORKERS|REPLICATION_FACTOR|PREFETCH_COUNT)|"
    r"AIRFLOW_COMPONENT_TYPE|"
    r"KAFKA_(?:CFG_)?(?:PROCESS_ROLES|NUM_PARTITIONS|MIN_INSYNC_REPLICAS|AUTO_CREATE_TOPICS_ENABLE)|"
    r"SPARK_(?:MODE|WORKER_CORES|WORKER_MEMORY|WORKER_INSTANCES|EXECUTOR_\w+|DRIVER_MEMORY)"
)
"""Variables of other programs whose values are facts of the architecture."""

_NOTHING: Final = ("", "none", "null")
_TELLING_OFF: Final = re.compile(
    r"AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION|AIRFLOW__SCHEDULER__CATCHUP_BY_DEFAULT|"
    r"KAFKA_(?:CFG_)?AUTO_CREATE_TOPICS_ENABLE"
)
"""Switches that are on, in some version at least, where nothing is said."""

_LONGEST: Final = 200
_HARMLESS: Final = re.compile(r"[\w.,:\- /*]{1,200}|[\w.,:\- {}]{1,200}")
_MEMBER: Final = re.compile(r"(?:^|_)(?:PASSWORD|SECRET|TOKEN|KEY|PASS)(?:_|$)")

_LEADS: Final = frozenset(
    """
    HOST HOSTS HOSTNAME SERVER SERVERS ADDR ADDRESS ADDRESSES BROKER BROKERS BOOTSTRAP URL URLS URI
    URIS DSN ENDPOINT ENDPOINTS MASTER NODE NODES CONN CONNECTION CONNECT VOTERS BACKEND SEEDS
    REGISTRY QUORUM UPSTREAM GATEWAY JDBC SERVICE DATASOURCE METASTORE NAMENODE
    """.split()
)
"""Words in names of variables whose values lead somewhere, even if they are a bare host name."""

_OWN: Final = re.compile(
    r"(?:^|_)(?:ADVERTISED|LISTENERS?|NO_PROXY|ALLOWED|ORIGINS?|CORS|ROOT_URL|BIND)(?:_|$)|^no_proxy$"
)
"""Variables that tell where the container itself is found, or what it lets in."""

_BUCKET: Final = re.compile(r"[A-Za-z0-9_.-]+|(?:[A-Za-z0-9_.-]|\{[^{}\s]*\})+")
_NOT_VALUES: Final = ("_CMD", "_SECRET", "_FILE")


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment with its line in the file `path` (0: not known)."""

    name: str
    value: str
    line: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What an environment tells.

    `facts` in the order of their names, `places` where they stand, also of those that are off and
    no facts. `addresses` are
    (name of the setting, where it leads to), `connections` (connection id, where it leads to or
    None where the value isn't known). `orchestrates`: it sets up Airflow.
    """

    facts: tuple[Fact, ...] = ()
    places: FactPlaces = ()
    addresses: tuple[tuple[str, Address], ...] = ()
    connections: tuple[tuple[str, Address | None], ...] = ()
    orchestrates: bool = False


def read_environment(settings: Iterable[Setting]) -> Told:
    """Return what variables tell; of a name that occurs twice the last counts."""
    known = sorted({each.name: each for each in settings}.values(), key=lambda each: each.name)
    facts: dict[str, str] = {}
    places: dict[str, Place] = {}
    led: list[tuple[str, Address]] = []
    connections: list[tuple[str, Address | None]] = []
    for setting in known:
        if setting.name.startswith(CONNECTION):
            connection = setting.name.removeprefix(CONNECTION).lower()
            connections.append((connection, connection_address(setting.value)))
        elif name := fact_name(setting):
            if not _is_off(setting):
                facts[name] = _shown(setting.value)
            if setting.line:
                places[name] = place_of(setting)
        else:
            led.extend((setting.name, address) for address in _leading(setting))
    return Told(
        tuple(sorted(facts.items())),
        tuple((name, places[name]) for name in sorted(places)),
        tuple(dict.fromkeys(led)),
        tuple(connections),
        any(AIRFLOW.fullmatch(s.name) or s.name.startswith(CONNECTION) for s in known),
    )


def fact_name(setting: Setting) -> str:
    """Return the name of the fact that a setting is: `executor`, `source_topic`; "" for none."""
    if len(setting.name) > _LONGEST:
        return ""
    found = AIRFLOW.fullmatch(setting.name)
    if found is not None:
        section, key = found[1].lower(), found[2].lower()
        return key if f"{section}.{key}" in _SHOWN else ""
    if _TOLD.fullmatch(setting.name) and not _MEMBER.search(setting.name):
        told = _is_off(setting) or _HARMLESS.fullmatch(setting.value.strip())
        return setting.name.lower() if told else ""
    return ""


def _is_off(setting: Setting) -> bool:
    """Tell whether a setting says nothing: `remote_logging: False` reads as if it weren't there."""
    value = setting.value.strip().lower()
    return value in _NOTHING or (value == "false" and not _TELLING_OFF.fullmatch(setting.name))


def place_of(setting: Setting) -> Place:
    """Return where a setting stands."""
    return Place(setting.path, line=setting.line)


def _shown(value: str) -> str:
    words = value.strip()
    return words.title() if words.lower() in ("true", "false") else words


def _leading(setting: Setting) -> tuple[Address, ...]:
    """Return where a setting leads to."""
    name = setting.name
    if _OWN.search(name) or name.startswith("AIRFLOW_VAR_"):
        return ()
    if name.endswith(_NOT_VALUES) and "\n" not in setting.value:  # else it is the file itself
        return ()
    if bucket := _bucket(setting):
        return (bucket,)
    found = addresses(setting.value)
    if _LEADS.isdisjoint(name.upper().split("_")):
        return tuple(each for each in found if each.port or each.scheme)
    return found


def _bucket(setting: Setting) -> Address | None:
    """Return what a variable names that isn't a host: a bucket, an account of Snowflake."""
    words = set(setting.name.upper().split("_"))
    if not _BUCKET.fullmatch(setting.value.strip()):
        return None
    if {"SNOWFLAKE", "ACCOUNT"} <= words:
        return Address("snowflake", setting.value.strip(), "", "")
    if "BUCKET" in words:
        scheme = "gs" if words & {"GCS", "GS", "GCP", "GOOGLE"} else "s3"
        return Address(scheme, setting.value.strip(), "", "")
    return None
