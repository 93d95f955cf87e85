"""A pool of database connections that are tested before use."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from utils.errors import ExtractionError, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Health:
    """The outcome of a health check; `pool` is SQLAlchemy's own description."""

    healthy: bool
    seconds: float
    pool: str
    error: str = ""


class Database:
    """A database behind SQLAlchemy: give connections, tell health.

    `settings` are the parts of a URL (drivername, host, username, ...), `pool` the
    keyword arguments of SQLAlchemy's pool (pool_size, max_overflow, pool_recycle).
    """

    def __init__(self, settings: dict[str, Any], pool: dict[str, Any] | None = None) -> None:
        if "port" in settings:
            settings = {**settings, "port": int(settings["port"])}
        url = sa.URL.create(**settings)
        self.engine = sa.create_engine(url, pool_pre_ping=True, **(pool or {}))

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """Yield a connection of the pool, in one transaction.

        The driver's errors become TransientError if the server or the way to it
        failed, and ExtractionError if it refused what was asked.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise _translated(error, self.engine) from error

    def health(self) -> Health:
        """Ask the database for nothing but an answer."""
        start, error = time.perf_counter(), ""
        try:
            with self.connect() as connection:
                connection.execute(sa.select(1))
        except (TransientError, ExtractionError) as failure:
            error = str(failure)
        return Health(not error, time.perf_counter() - start, self.engine.pool.status(), error)

    def close(self) -> None:
        """Close the connections of the pool."""
        self.engine.dispose()


def _translated(error: sa.exc.DBAPIError, engine: sa.Engine) -> Exception:
    message = f"{engine.url.render_as_string(hide_password=True)}: {error.orig}"
    unreachable = isinstance(error, sa.exc.OperationalError) and engine.dialect.name != "sqlite"
    if error.connection_invalidated or unreachable or "locked" in str(error.orig):
        return TransientError(message)
    return ExtractionError(message)
