"""What every source can be asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    Parameters = Mapping[str, Any] | None


class BaseExtractor(ABC):
    """A source of rows.

    `what` says which rows in the source's own way: a SELECT statement, the path of an
    API, the prefix of object keys. `parameters` are the values in it. They are bound by
    the driver or sent as they are, and never formatted into SQL.

    Every method raises ExtractionError for an unusable answer, and TransientError when
    the source still fails after the retries.
    """

    @abstractmethod
    def extract(self, what: str, parameters: Parameters = None) -> pd.DataFrame:
        """Return all rows."""

    @abstractmethod
    def extract_incremental(
        self, what: str, column: str, since: object, parameters: Parameters = None
    ) -> pd.DataFrame:
        """Return the rows whose `column` is greater than `since`."""

    @abstractmethod
    def extract_batch(
        self, what: str, offset: int, limit: int, parameters: Parameters = None
    ) -> pd.DataFrame:
        """Return up to `limit` rows after the first `offset` ones."""

    @abstractmethod
    def validate_connection(self) -> None:
        """Raise TransientError or ExtractionError if the source can't be used."""

    def count(self, what: str, parameters: Parameters = None) -> int | None:
        """Return how many rows there are, or None if that costs as much as reading them."""
        del what, parameters
        return None

    def batches(
        self, what: str, size: int, parameters: Parameters = None
    ) -> Iterator[pd.DataFrame]:
        """Yield all rows, `size` at a time; nothing if there are none."""
        offset = 0
        while True:
            batch = self.extract_batch(what, offset, size, parameters)
            if not batch.empty:
                yield batch
            if len(batch) < size:
                return
            offset += size

    def close(self) -> None:  # noqa: B027 -- not every one holds something
        """Give back what the extractor holds open."""
