# ruff: noqa: S608 -- Table has checked the names; values are bound
"""Rows into a DuckDB file: the warehouse that needs no server."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb

from loaders.sql_loader import SqlLoader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from loaders.table import Table


class DuckDBLoader(SqlLoader):
    """Upserts in one transaction, which DuckDB's log undoes if the process dies."""

    placeholder = "?"

    def __init__(self, path: Path) -> None:
        def connect() -> duckdb.DuckDBPyConnection:
            path.parent.mkdir(parents=True, exist_ok=True)
            return duckdb.connect(str(path))

        # another process holds the file, or changes the same rows
        super().__init__(connect, transient=(duckdb.IOException, duckdb.TransactionException))

    def _write(self, data: pa.Table, table: Table) -> None:
        columns = ", ".join(table.columns)
        update = ", ".join(f"{column} = excluded.{column}" for column in table.others)
        action = f"UPDATE SET {update}" if update else "NOTHING"
        with self.transaction() as connection:
            connection.execute(table.create())
            connection.register("staged_rows", data)
            connection.execute(
                f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM staged_rows "
                f"ON CONFLICT ({', '.join(table.keys)}) DO {action}"
            )
            connection.unregister("staged_rows")

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor of DuckDB is a second connection: the first one is used, like a cursor."""
        yield self._connection.begin()
