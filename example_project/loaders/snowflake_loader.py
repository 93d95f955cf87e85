"""Rows into Snowflake: written in bulk beside the table, then merged into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import snowflake.connector
from snowflake.connector import pandas_tools

from loaders.sql_loader import SqlLoader, merge
from utils.errors import LoadError

if TYPE_CHECKING:
    import pyarrow as pa

    from loaders.table import Table


class SnowflakeLoader(SqlLoader):
    """Takes the arguments of snowflake.connector.connect."""

    def __init__(self, **connection: Any) -> None:
        super().__init__(
            lambda: snowflake.connector.connect(**connection, autocommit=False),
            transient=(snowflake.connector.OperationalError, snowflake.connector.InterfaceError),
        )

    def _write(self, data: pa.Table, table: Table) -> None:
        """Write to a temporary table with write_pandas, and MERGE it.

        A statement that creates something commits, so all of those come first: the MERGE
        alone changes the table.
        """
        stage = f"stage_{table.name}".upper()
        frame = data.rename_columns([name.upper() for name in data.column_names]).to_pandas()
        with self.transaction() as cursor:
            cursor.execute(table.create())
            cursor.execute(table.create("OR REPLACE TEMPORARY TABLE", stage))
            written, _, rows, _ = pandas_tools.write_pandas(
                self._connection, frame, stage, quote_identifiers=False
            )
            if not written or rows != data.num_rows:
                raise LoadError(f"{table.name}: {rows} of {data.num_rows} rows came to Snowflake")
            cursor.execute(merge(table, stage))
