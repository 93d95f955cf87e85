"""What every target can be asked."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import pyarrow as pa

    from loaders.table import Table

log = logging.getLogger(__name__)


class BaseLoader(ABC):
    """A target of rows.

    Every method raises LoadError if the target refuses, and TransientError if another
    try may help; then the table is as it was before.
    """

    def upsert(self, rows: pd.DataFrame, table: Table) -> int:
        """Insert `rows`, or replace those with the same keys; return how many they are.

        All of them are loaded or none, so the same load twice gives the same table.
        """
        data = table.rows(rows)
        if data.num_rows:
            self._write(data, table)
        log.info("loaded", extra={"table": table.name, "rows": data.num_rows})
        return data.num_rows

    @abstractmethod
    def _write(self, data: pa.Table, table: Table) -> None:
        """Upsert rows that have the table's types and no key twice."""

    @abstractmethod
    def read(self, table: Table, where: Mapping[str, Any]) -> pd.DataFrame:
        """Return the rows whose columns have the values of `where`."""

    @abstractmethod
    def validate_connection(self) -> None:
        """Raise TransientError or LoadError if the target can't be used."""

    def close(self) -> None:  # noqa: B027 -- not every one holds something
        """Give back what the loader holds open."""
