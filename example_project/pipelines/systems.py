# ruff: noqa: PLC0415 -- a run imports the drivers of its own source and target only
"""From the settings of config/database.yaml to extractors and loaders."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utils.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extractors.base_extractor import BaseExtractor
    from loaders.base_loader import BaseLoader

Settings = dict[str, Any]

_EXTRAS = {
    "boto3": "s3",
    "psycopg": "postgres",
    "redshift_connector": "redshift",
    "snowflake": "snowflake",
}
"""Which extra of pyproject.toml brings a module."""


@contextmanager
def open_source(settings: Settings, day: date) -> Iterator[BaseExtractor]:
    """Yield the extractor of a source, with the demo's data for `day` if it is one."""
    with ExitStack() as stack:
        if "demo" in settings:
            settings = stack.enter_context(_demo(settings, day))
        with _drivers(settings["type"]):
            source = _source(settings)
        yield stack.enter_context(closing(source))


@contextmanager
def open_target(settings: Settings) -> Iterator[BaseLoader]:
    """Yield the loader of a target."""
    with _drivers(settings["type"]):
        target = _target(settings)
    with closing(target):
        yield target


def _source(settings: Settings) -> BaseExtractor:
    match settings["type"]:
        case "sql":
            from extractors.postgres_extractor import PostgresExtractor
            from utils.db_connection import Database

            return PostgresExtractor(Database(settings["url"], settings.get("pool")))
        case "api":
            from extractors.api_extractor import ApiExtractor

            rate = settings["requests_per_second"]
            return ApiExtractor(settings["base_url"], settings.get("token", ""), rate)
        case "folder":
            from extractors.file_extractor import FolderExtractor

            return FolderExtractor(Path(settings["path"]))
        case "s3":
            from extractors.s3_extractor import S3Extractor

            return S3Extractor(settings["bucket"], settings["endpoint_url"])
    raise ConfigError(f"no source is of the type {settings['type']!r}")


def _target(settings: Settings) -> BaseLoader:
    match settings["type"]:
        case "duckdb":
            from loaders.duckdb_loader import DuckDBLoader

            return DuckDBLoader(Path(settings["path"]))
        case "parquet":
            from loaders.parquet_loader import ParquetLoader

            return ParquetLoader(Path(settings["path"]))
        case "snowflake":
            from loaders.snowflake_loader import SnowflakeLoader

            return SnowflakeLoader(**settings["connection"])
        case "redshift":
            from loaders.redshift_loader import RedshiftLoader

            connection = {**settings["connection"], "port": int(settings["connection"]["port"])}
            return RedshiftLoader(connection, **settings["staging"])
    raise ConfigError(f"no target is of the type {settings['type']!r}")


@contextmanager
def _demo(settings: Settings, day: date) -> Iterator[Settings]:
    """Make the demo's data, and yield the settings to read it with."""
    from demo import events_api, inventory, shop

    match settings["demo"]:
        case "shop":
            shop.prepare(Path(settings["url"]["database"]), day)
            yield settings
        case "inventory":
            inventory.prepare(Path(settings["path"]), day)
            yield settings
        case "events_api":
            with events_api.serve() as url:
                yield {**settings, "base_url": url}
        case unknown:
            raise ConfigError(f"there is no demo {unknown!r}")


@contextmanager
def _drivers(kind: str) -> Iterator[None]:
    """Say which extra to install if the driver of a system is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        message = f"{kind} needs {error.name}: pip install 'etl-example[{extra}]'"
        raise ConfigError(message) from error
