"""Facts of another table, joined by key."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from transformers.base_transformer import BaseTransformer

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Enricher(BaseTransformer):
    """Joins `reference` on the column `on`; a row without a match gets the `defaults`.

    Rows are neither lost nor multiplied: a key that `reference` holds twice is an error.
    """

    reference: pd.DataFrame
    on: str
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        joined = rows.merge(
            self.reference, how="left", on=self.on, validate="many_to_one", indicator="match"
        )
        unmatched = int((joined["match"] == "left_only").sum())
        if unmatched:
            log.warning("no match", extra={"on": self.on, "rows": unmatched})
        return joined.drop(columns="match").fillna(dict(self.defaults))
