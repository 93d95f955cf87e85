"""Rows of a relational database, through SQLAlchemy: PostgreSQL, or SQLite in the demo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa

from extractors.base_extractor import BaseExtractor
from utils.retry import retry_with_backoff

if TYPE_CHECKING:
    from extractors.base_extractor import Parameters
    from utils.db_connection import Database

_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


class PostgresExtractor(BaseExtractor):
    """Reads the result of a SELECT statement whose values are written `:name`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def extract(self, what: str, parameters: Parameters = None) -> pd.DataFrame:
        return self._read(_bound(what, parameters))

    def extract_incremental(
        self, what: str, column: str, since: object, parameters: Parameters = None
    ) -> pd.DataFrame:
        rows = _bound(what, parameters).columns(sa.column(column)).subquery("source_rows")
        changed = rows.c[column]
        statement = sa.select(sa.text("*")).where(changed > since).order_by(changed)
        return self._read(statement.select_from(rows))

    def extract_batch(
        self, what: str, offset: int, limit: int, parameters: Parameters = None
    ) -> pd.DataFrame:
        if not _ORDERED.search(what):
            raise ValueError("batches of a statement without ORDER BY overlap and miss rows")
        page = {**(parameters or {}), "batch_limit": limit, "batch_offset": offset}
        return self._read(_bound(f"{what} LIMIT :batch_limit OFFSET :batch_offset", page))

    def count(self, what: str, parameters: Parameters = None) -> int:
        rows = _bound(what, parameters).columns().subquery("source_rows")
        return int(self._read(sa.select(sa.func.count()).select_from(rows)).iloc[0, 0])

    def validate_connection(self) -> None:
        self._read(sa.select(1))

    def close(self) -> None:
        self.database.close()

    @retry_with_backoff(retries=3, backoff_factor=0.5)
    def _read(self, statement: sa.Executable) -> pd.DataFrame:
        with self.database.connect() as connection:
            result = connection.execute(statement)
            return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def _bound(statement: str, parameters: Parameters) -> sa.TextClause:
    """Bind values, each by its own type: a date is one for every driver."""
    return sa.text(statement).bindparams(**(parameters or {}))
