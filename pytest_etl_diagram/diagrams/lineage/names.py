"""Names of data: one spelling for what several pipelines spell in several ways.

A name may have holes: what isn't known without running the code (`{path}`, `{{ ds }}`). Those of
settings (`{env:BUCKET}`, `${BUCKET}`, `{{ var.value.bucket }}`) are the same everywhere; any other
is known to the pipeline alone, so a name of nothing else says nothing.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.data import KINDS
from pytest_etl_diagram.flows.endpoints import built_in
from pytest_etl_diagram.flows.endpoints.sql import is_sql
from pytest_etl_diagram.flows.endpoints.systems import REST, located, scheme_of
from pytest_etl_diagram.model import DataAsset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HOLE: Final = re.compile(r"\$?\{\{.*?\}\}|\{%.*?%\}|\$?\{(?:[^{}]|\{[^{}]*\})*\}")
_SETTING: Final = re.compile(
    r"\$\{.*|\{(?:env|var|conf|conn|setting|secret):.*|\{\{\s*(?:var|conn)\..*|\{\{\s*env_var\(.*"
)
_BLANKS: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_QUOTES: Final = re.compile(r'["`\[\]]')
_PARTITION: Final = re.compile(r"\$(?!\{[^{]).*$")
_FIRST_HOLES: Final = re.compile(r"^(?:\{[^{}:]*\}\.|\{\{[^{}]*\}\}\.)+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PLACED: Final = frozenset({"object", "url", "file"})
"""Kinds of data whose names begin with where it is."""
_LAST_PART: Final = frozenset({"SQS", "SNS", "Pub/Sub", "Azure Service Bus", "Azure Event Hubs"})
"""Systems whose topics and queues are named by the last part of an address."""
HOST_IS_A_PART: Final = frozenset({"BigQuery"})
"""Systems in whose URIs the first part (`bigquery://project/…`) belongs to a table's name."""


def settled(asset: DataAsset) -> DataAsset:
    """Return an asset with its system and name in the one spelling, its name "" if not known."""
    system = system_named(asset.system)
    name = _BLANKS.sub(r"{{ \1 }}", asset.name.strip())
    found = replace(asset, system=system, name=name)
    if "://" in name and asset.kind not in ("topic", "queue"):
        found = _located(found)
    if found.kind in _SPELLINGS:
        found = replace(found, name=_SPELLINGS[found.kind](found))
    return found if is_known(found) else replace(found, name="")


def system_named(name: str) -> str:
    """Return the system that a name stands for, as people call it: `postgres` is PostgreSQL."""
    table = built_in()
    if name in table.systems:
        return "" if name == "database" else name
    lowered = name.lower()
    by_case = {known.lower(): known for known in table.systems}
    scheme = lowered.partition("+")[0]
    return by_case.get(lowered) or table.schemes.get(scheme) or table.words.get(lowered) or name


def is_known(asset: DataAsset) -> bool:
    """Tell whether a name says where the data is: more than what only its pipeline knows.

    The bucket, host or first folder must be known; a query isn't a name.
    """
    name = asset.name
    if "\n" in name or is_sql(name.rpartition("/")[2]):
        return False
    told = name
    if asset.kind in _PLACED and not asset.name.startswith("/"):
        told = (
            name.partition("://")[2].partition("/")[0] if "://" in name else name.partition("/")[0]
        )
    return _says(told) and _says(name)


def _says(text: str) -> bool:
    settings = any(_SETTING.fullmatch(hole[0]) for hole in _HOLE.finditer(text))
    return settings or bool(_LETTER.search(_HOLE.sub("", text)))


def pattern(name: str) -> str:
    """Return a name as a glob: what only its pipeline knows may be anything."""
    return _HOLE.sub(lambda hole: hole[0] if _SETTING.fullmatch(hole[0]) else "*", name)


def _located(asset: DataAsset) -> DataAsset:
    """Return an asset that is named by a URI as what is there."""
    table = built_in()
    scheme = scheme_of(asset.name)
    system = table.schemes.get(scheme, "")
    if scheme in ("http", "https"):
        place = located(asset.name, asset.system or REST, table)
        return replace(asset, system=place.system, name=place.name or asset.name, kind="url")
    if not system:
        return asset
    kind = KINDS.get(table.systems[system], asset.kind)
    if kind in ("object", "file"):
        place = located(asset.name, system, table)
        return DataAsset(place.system, kind, place.name)
    host, _, path = asset.name.partition("://")[2].partition("/")
    path = path.partition("?")[0].strip("/")
    parts = [*([host] if system in HOST_IS_A_PART else []), *path.split("/")]
    return DataAsset(system, kind, ".".join(filter(None, parts))) if path else asset


def _table(asset: DataAsset) -> str:
    name = _QUOTES.sub("", asset.name)
    if asset.system == "BigQuery":
        name = _PARTITION.sub("", name.replace(":", ".", 1) if "{" not in name else name)
    return _FIRST_HOLES.sub("", name)


def _object(asset: DataAsset) -> str:
    return re.sub(r"/{2,}", "/", asset.name).strip("/")


def _file(asset: DataAsset) -> str:
    return posixpath.normpath(asset.name.replace("\\", "/")) if asset.name else ""


def _message(asset: DataAsset) -> str:
    if asset.system in _LAST_PART:
        return re.split(r"[/:](?![^{]*\})", asset.name)[-1]
    return asset.name


def _url(asset: DataAsset) -> str:
    return asset.name.rstrip("/")


_SPELLINGS: Final[Mapping[str, Callable[[DataAsset], str]]] = {
    "table": _table,
    "object": _object,
    "file": _file,
    "topic": _message,
    "queue": _message,
    "url": _url,
}
