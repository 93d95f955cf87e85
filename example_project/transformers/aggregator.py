"""GROUP BY and window functions, in SQL over a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from transformers.base_transformer import BaseTransformer

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Aggregator(BaseTransformer):
    """Runs a SELECT statement over the frame, which it knows as the table `input`.

    It runs in a DuckDB of its own in memory: the statement sees nothing else.
    """

    statement: str

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        with duckdb.connect(config={"enable_external_access": "false"}) as connection:
            connection.register("input", rows)
            return connection.execute(self.statement).df()
