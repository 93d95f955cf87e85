"""Systems outside of a deployment that it connects to: databases, warehouses, buckets, APIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.addresses import Address, is_local
from pytest_etl_diagram.deployments.schemes import SYSTEMS, System, scheme_in_words
from pytest_etl_diagram.deployments.words import area_of_store, words_of
from pytest_etl_diagram.model import Unit

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Place

METADATA: Final = re.compile(
    r"AIRFLOW__(?:CORE|DATABASE)__SQL_ALCHEMY_CONN(?:_ASYNC)?|"
    r"AIRFLOW__CELERY__(?:BROKER_URL|RESULT_BACKEND)|CELERY_(?:BROKER_URL|RESULT_BACKEND)|"
    r"PREFECT_\w*DATABASE\w*|DAGSTER_(?:POSTGRES|PG|MYSQL|DB)\w*|POSTGRES_SEEDS|"
    r"HIVE_METASTORE_\w*|MLFLOW_BACKEND\w*"
)
"""Settings by which an orchestrator or a catalogue names its own database or broker."""

OBJECT_STORES: Final = frozenset(("MinIO", "S3", "Azure Blob Storage", "Google Cloud Storage"))
_API_WORDS: Final = frozenset(("api", "apis", "webhook"))
_STORE_WORDS: Final = frozenset(("db", "database", "warehouse", "dwh", "datawarehouse", "broker"))
_HOST_WORDS: Final = frozenset("host hostname server url uri dsn endpoint address".split())
_INSIDE: Final = re.compile(r"[a-z][a-z0-9_-]*|[a-z0-9-]+(?:\.[a-z0-9-]+)?\.svc(?:\.[a-z0-9.-]+)?")
_WEB: Final = frozenset(("http", "https", ""))
_NO_HOST: Final = frozenset(("file", "sqlite", "folder", "fs", "csv", "parquet", "duckdb"))


def outside(setting: str, address: Address, place: Place | None) -> Unit | None:
    """Return the store that a setting leads to, None where there is nothing to draw.

    What a web address leads to is drawn only where the setting's name speaks of an API or of a
    known system: most are the addresses of the program's own pages.
    """
    if is_local(address) or address.scheme in _NO_HOST:
        return None
    system = _system(setting, address)
    if system is None:
        return None
    area = area_of_store(f"{setting.lower()} {address.host}", system.area)
    if METADATA.fullmatch(setting):
        area = "metadata"
    elif system.area == "monitoring":
        area = system.area
    facts = (("system", system.name),) if system.name else ()
    return Unit(address.host, "store", area, facts, place, _places(facts, place))


def connection_store(
    name: str, connection: str, address: Address | None, area: str, place: Place | None
) -> Unit:
    """Return the store that a connection leads to; `area` is "" where the words of its id decide.

    Its facts are the system and the host, as far as they are known.
    """
    words = words_of(connection)
    scheme = (address.scheme if address else "") or scheme_in_words(words)
    system = SYSTEMS.get(scheme, System(scheme, "sources"))
    host = address.host if address else ""
    facts = tuple((key, value) for key, value in (("system", system.name), ("host", host)) if value)
    found = area or area_of_store(connection, system.area)
    return Unit(name, "store", found, facts, place, _places(facts, place))


def _system(setting: str, address: Address) -> System | None:
    words = words_of(setting.lower())
    told = scheme_in_words(words)
    if address.scheme not in _WEB:
        return SYSTEMS.get(address.scheme)
    if told:
        return SYSTEMS[told]
    if setting.startswith(("AIRFLOW__", "GF_")):
        return None
    if not _API_WORDS.isdisjoint(words) or _is_inside(address):
        return SYSTEMS["https"]
    if address.scheme or words[-1] not in _HOST_WORDS or _STORE_WORDS.isdisjoint(words):
        return None
    return System("", "sources")


def _is_inside(address: Address) -> bool:
    """Tell whether a web address is one of the network inside: `http://loader:8080`."""
    return bool(address.scheme) and _INSIDE.fullmatch(address.host) is not None


def _places(
    facts: tuple[tuple[str, str], ...], place: Place | None
) -> tuple[tuple[str, Place], ...]:
    return () if place is None else tuple((name, place) for name, _ in facts)
