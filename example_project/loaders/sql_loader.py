# ruff: noqa: S608 -- Table has checked the names; values are bound
"""What the loaders of databases share: a connection, its transactions, reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from loaders.base_loader import BaseLoader
from utils.errors import LoadError, TransientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from loaders.table import Table


class SqlLoader(BaseLoader):
    """A database behind Python's DB-API, connected when first needed.

    `connect` gives a connection without autocommit; `transient` are the driver's errors
    after which a new connection may do.
    """

    placeholder = "%s"

    def __init__(
        self, connect: Callable[[], Any], transient: tuple[type[Exception], ...] = ()
    ) -> None:
        self._connect = connect
        self._transient = transient
        self._connection: Any = None

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Yield a cursor; commit what was done with it, or nothing if anything is raised."""
        try:
            if self._connection is None:
                self._connection = self._connect()
            with self._cursor() as cursor:
                yield cursor
            self._commit()
        except LoadError:
            self.close()
            raise
        except Exception as error:
            self.close()  # which rolls back
            kind = TransientError if isinstance(error, self._transient) else LoadError
            raise kind(f"{type(error).__name__}: {error}") from error

    def read(self, table: Table, where: Mapping[str, Any]) -> pd.DataFrame:
        conditions = " AND ".join(f"{column} = {self.placeholder}" for column in where)
        statement = f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE {conditions}"
        with self.transaction() as cursor:
            cursor.execute(statement, list(where.values()))
            return table.frame(cursor.fetchall())

    def validate_connection(self) -> None:
        with self.transaction() as cursor:
            cursor.execute("SELECT 1")

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _cursor(self) -> Any:
        return self._connection.cursor()

    def _commit(self) -> None:
        self._connection.commit()


def merge(table: Table, stage: str) -> str:
    """Return the MERGE statement from the table `stage` into `table`."""
    matches = " AND ".join(f"target.{key} = stage.{key}" for key in table.keys)
    update = ", ".join(f"{column} = stage.{column}" for column in table.others)
    values = ", ".join(f"stage.{column}" for column in table.columns)
    return (
        f"MERGE INTO {table.name} AS target USING {stage} AS stage ON {matches} "
        + (f"WHEN MATCHED THEN UPDATE SET {update} " if update else "")
        + f"WHEN NOT MATCHED THEN INSERT ({', '.join(table.columns)}) VALUES ({values})"
    )
