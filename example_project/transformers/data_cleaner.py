"""Types, nulls and duplicates."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from transformers.base_transformer import BaseTransformer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DataCleaner(BaseTransformer):
    """Drops what can't be used, and says how much that was.

    In this order: `numbers` and `dates` (in UTC) become such, or null if they are none; nulls are
    filled from `fill`; rows with a null in a column of `required` are dropped, as are rows
    outside of `ranges`; of rows with the same `unique` columns the last stays.
    """

    required: Sequence[str] = ()
    fill: Mapping[str, Any] = field(default_factory=dict)
    numbers: Sequence[str] = ()
    dates: Sequence[str] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    unique: Sequence[str] = ()

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        clean = rows.copy()
        for column in self.numbers:
            clean[column] = pd.to_numeric(clean[column], errors="coerce").astype("float64")
        for column in self.dates:
            times = pd.to_datetime(clean[column], errors="coerce", format="ISO8601", utc=True)
            clean[column] = times.dt.tz_localize(None)
        for column, value in self.fill.items():
            clean[column] = clean[column].fillna(value)
        complete = clean.dropna(subset=list(self.required))
        valid = complete
        for column, (low, high) in self.ranges.items():
            valid = valid[valid[column].between(low, high)]
        kept = valid.drop_duplicates(list(self.unique), keep="last") if self.unique else valid
        log.info(
            "cleaned",
            extra={
                "rows": len(rows),
                "incomplete": len(clean) - len(complete),
                "out_of_range": len(complete) - len(valid),
                "duplicates": len(valid) - len(kept),
                "kept": len(kept),
            },
        )
        return kept.reset_index(drop=True)
