"""Rows into a folder of Parquet files, one for each value of the partition's column."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.dataset as ds

from loaders.base_loader import BaseLoader
from loaders.table import to_frame
from utils.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from loaders.table import Table

_STAGING = "_staging-"
"""What readers of Parquet folders pass over: names that begin with an underscore."""


class ParquetLoader(BaseLoader):
    """Keeps the table `events` partitioned by `day` in `events/day=2024-01-15/part-0.parquet`.

    New files are written beside the table and then moved into it, each in one step: a
    partition is the old one or the new one, whenever the process dies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _write(self, data: pa.Table, table: Table) -> None:
        if not table.partition_by:
            raise LoadError(f"{table.name}: a Parquet table needs partition_by")
        target = self.folder / table.name
        for left_by_killed_run in target.glob(f"{_STAGING}*"):
            shutil.rmtree(left_by_killed_run)
        staging = target / f"{_STAGING}{uuid4()}"
        try:
            ds.write_dataset(
                self._merged(data, table), staging, format="parquet", partitioning=_layout(table)
            )
            for file in sorted(staging.glob("*/*.parquet")):
                final = target / file.relative_to(staging)
                final.parent.mkdir(exist_ok=True)
                file.replace(final)
        except OSError as error:
            raise LoadError(f"{target}: {error}") from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def read(self, table: Table, where: Mapping[str, Any]) -> pd.DataFrame:
        if not (self.folder / table.name).is_dir():
            raise LoadError(f"there is no table {self.folder / table.name}")
        condition = ds.scalar(True)  # noqa: FBT003 -- a literal
        for column, value in where.items():
            condition &= ds.field(column) == pa.scalar(value, table.schema.field(column).type)
        return to_frame(self._stored(table, condition))

    def validate_connection(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LoadError(str(error)) from error

    def _merged(self, data: pa.Table, table: Table) -> pa.Table:
        """Return the new rows, and those of the same partitions whose keys they don't have."""
        partitions = data[table.partition_by].unique()
        stored = self._stored(table, ds.field(table.partition_by).isin(partitions))
        keys = list(table.keys)
        kept = stored.join(data.select(keys), keys, join_type="left anti").select(data.column_names)
        return pa.concat_tables([kept, data]).sort_by([(key, "ascending") for key in keys])

    def _stored(self, table: Table, condition: ds.Expression) -> pa.Table:
        target = self.folder / table.name
        if not target.is_dir():
            return table.schema.empty_table()
        try:
            stored = ds.dataset(target, table.schema, format="parquet", partitioning=_layout(table))
            return stored.to_table(filter=condition)
        except (OSError, pa.ArrowException) as error:
            raise LoadError(f"{target}: {error}") from error


def _layout(table: Table) -> ds.Partitioning:
    column = table.schema.field(table.partition_by)
    return ds.partitioning(pa.schema([column]), flavor="hive")
