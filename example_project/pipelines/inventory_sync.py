"""Inventory: files that warehouses drop into a bucket, to a table. All of it is settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from loaders.table import Table
from pipelines.base_pipeline import BasePipeline, RunResult
from transformers.data_cleaner import DataCleaner
from utils.errors import ConfigError, ValidationError
from utils.validators import schema_check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_NUMBERS = ("BIGINT", "DECIMAL(18,2)", "DOUBLE PRECISION", "INTEGER")
_DATES = ("DATE", "TIMESTAMP")


class InventorySyncPipeline(BasePipeline):
    """Loads the files of a date as pipeline_config.yaml says.

    `settings` hold the `prefix` of the files, the `table`, and optionally the columns
    that are `required`, what to `fill` nulls with and the `ranges` of values.
    """

    name = "inventory_sync"

    def __init__(self, *args: Any, settings: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            self.prefix: str = settings["prefix"]
            self.table = Table(**settings["table"])
            limits = settings.get("ranges", {}).items()
            ranges = {column: (limit["low"], limit["high"]) for column, limit in limits}
        except (KeyError, TypeError) as error:
            raise ConfigError(f"{self.name}: missing or unknown setting: {error}") from error
        kinds = self.table.columns.items()
        self.cleaner = DataCleaner(
            required=settings.get("required", ()),
            fill=settings.get("fill", {}),
            numbers=[column for column, kind in kinds if kind in _NUMBERS],
            dates=[column for column, kind in kinds if kind in _DATES],
            ranges=ranges,
            unique=self.table.keys,
        )

    def run(self, execution_date: date) -> RunResult:
        try:
            batches = self.read(execution_date)
            if not batches:
                return self.no_data(execution_date)
            counted = pd.concat(batches, ignore_index=True)
            clean = self.usable(self.cleaner.transform(counted))
            loaded = self.load(clean, self.table)
            return self.succeeded(execution_date, len(counted), loaded)
        except Exception as error:
            self.failed(execution_date, error)
            raise

    def read(self, execution_date: date) -> list[pd.DataFrame]:
        """Return the rows of all files of the date, each file of the agreed shape."""
        found = []
        batches = self.source.batches(self.prefix, 10_000, {"date": execution_date.isoformat()})
        for batch in self.progress(batches, desc="read"):
            self.judge(schema_check(batch, self.table.columns), ValidationError)
            found.append(batch)
        return found
