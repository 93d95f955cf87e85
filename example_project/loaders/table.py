"""A target table: its columns, its keys, and how a frame becomes rows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from utils.errors import ConfigError, LoadError
from utils.validators import duplicate_check, null_check, schema_check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TYPES = {
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DOUBLE PRECISION": pa.float64(),
    "INTEGER": pa.int32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR": pa.string(),
}
"""The SQL types that DuckDB, Snowflake and Redshift all know by the same name."""


@dataclass(frozen=True)
class Table:
    """A table whose rows are told apart by `keys`.

    Names and types are checked here once, so statements can be built of them. With
    `partition_by`, a loader of files keeps the rows of each value of it in a file.
    """

    name: str
    columns: Mapping[str, str]
    keys: Sequence[str]
    partition_by: str = ""

    def __post_init__(self) -> None:
        for name in (self.name, *self.columns):
            if not _NAME.fullmatch(name):
                raise ConfigError(f"{name!r} can't be the name of a table or column")
        for column, kind in self.columns.items():
            if kind not in _TYPES:
                raise ConfigError(f"{column}: {kind!r} is none of: {', '.join(_TYPES)}")
        unknown = {*self.keys, *filter(None, [self.partition_by])} - {*self.columns}
        if unknown or not self.keys:
            raise ConfigError(f"{self.name}: needs keys that are columns, not {sorted(unknown)}")

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, _TYPES[kind]) for name, kind in self.columns.items()])

    @property
    def others(self) -> list[str]:
        """The columns that are no keys."""
        return [name for name in self.columns if name not in self.keys]

    def create(self, kind: str = "TABLE IF NOT EXISTS", name: str = "") -> str:
        """Return the statement that creates the table, or one like it called `name`."""
        columns = ", ".join(f"{column} {type_}" for column, type_ in self.columns.items())
        return (
            f"CREATE {kind} {name or self.name} ({columns}, PRIMARY KEY ({', '.join(self.keys)}))"
        )

    def rows(self, frame: pd.DataFrame) -> pa.Table:
        """Return a frame's rows in the table's types.

        Raises LoadError for a missing column, a null or repeated key, or a value that
        the type of its column can't hold.
        """
        report = schema_check(frame, self.columns)
        if report.passed:
            report += null_check(frame, self.keys) + duplicate_check(frame, self.keys)
        report.raise_errors(LoadError)
        try:
            found = pa.Table.from_pandas(frame[list(self.columns)], preserve_index=False)
            return found.cast(self.schema)
        except pa.ArrowException as error:
            raise LoadError(f"{self.name}: {error}") from error

    def frame(self, records: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """Return records that a database gave as a frame, decimals as floats."""
        columns = list(zip(*records, strict=True)) or [()] * len(self.columns)
        arrays = [
            pa.array(values, field.type) for values, field in zip(columns, self.schema, strict=True)
        ]
        return to_frame(pa.Table.from_arrays(arrays, schema=self.schema))


def to_frame(rows: pa.Table) -> pd.DataFrame:
    """Return rows as a frame, decimals as floats."""
    frame = rows.to_pandas()
    for field in rows.schema:
        if pa.types.is_decimal(field.type):
            frame[field.name] = frame[field.name].astype("float64")
    return frame
