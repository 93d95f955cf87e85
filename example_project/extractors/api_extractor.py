"""Rows of a REST interface, page by page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import pandas as pd

from extractors.base_extractor import BaseExtractor
from utils.errors import ExtractionError, TransientError
from utils.retry import retry_with_backoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.base_extractor import Parameters

_BUSY = {429, 500, 502, 503, 504}


class ApiExtractor(BaseExtractor):
    """Reads `GET <path>?offset=...&limit=...`, answered by `{"items": [...], "total": n}`.

    At most `requests_per_second` requests are sent. An overloaded or failing server and a
    lost connection are retried; whatever else isn't such a page is an ExtractionError.
    """

    def __init__(
        self,
        base_url: str,
        token: str = "",
        requests_per_second: float = 5.0,
        page_size: int = 500,
        timeout: float = 30.0,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.client = httpx.Client(base_url=base_url, headers=headers, timeout=timeout)
        self.page_size = page_size
        self._interval = 1 / requests_per_second
        self._next_request = 0.0

    def extract(self, what: str, parameters: Parameters = None) -> pd.DataFrame:
        pages = list(self.batches(what, self.page_size, parameters))
        return pd.concat(pages, ignore_index=True) if pages else pd.DataFrame()

    def extract_incremental(
        self, what: str, column: str, since: object, parameters: Parameters = None
    ) -> pd.DataFrame:
        return self.extract(what, {**(parameters or {}), f"{column}_after": str(since)})

    def extract_batch(
        self, what: str, offset: int, limit: int, parameters: Parameters = None
    ) -> pd.DataFrame:
        items, _ = self._page(what, offset, limit, parameters)
        return pd.DataFrame(items)

    def count(self, what: str, parameters: Parameters = None) -> int:
        return self._page(what, 0, 1, parameters)[1]

    def batches(
        self, what: str, size: int, parameters: Parameters = None
    ) -> Iterator[pd.DataFrame]:
        """Yield pages until `total` rows came: a server may give less than asked for."""
        offset = 0
        while True:
            items, total = self._page(what, offset, size, parameters)
            if items:
                yield pd.DataFrame(items)
            offset += len(items)
            if offset >= total:
                return
            if not items:
                raise ExtractionError(f"{what}: empty page at {offset}, {total} rows announced")

    def validate_connection(self) -> None:
        self._get("health", {})

    def close(self) -> None:
        self.client.close()

    def _page(
        self, path: str, offset: int, limit: int, parameters: Parameters
    ) -> tuple[list[dict[str, Any]], int]:
        """Return a page's rows, and how many rows all pages hold."""
        page = self._get(path, {**(parameters or {}), "offset": offset, "limit": limit})
        match page:
            case {"items": list(items), "total": int(total)} if all(type(i) is dict for i in items):
                return items, total
        raise ExtractionError(f"{path}: the page at {offset} has no rows in it: {str(page)[:80]}")

    @retry_with_backoff(retries=4, backoff_factor=0.5)
    def _get(self, path: str, parameters: dict[str, Any]) -> Any:
        self._wait_for_turn()
        try:
            response = self.client.get(path, params=parameters)
        except httpx.TransportError as error:
            raise TransientError(f"{path}: {type(error).__name__}: {error}") from error
        if response.status_code in _BUSY:
            wait = response.headers.get("Retry-After", "")
            seconds = float(wait) if wait.isdigit() else 0.0
            raise TransientError(f"{path}: HTTP status {response.status_code}", seconds)
        if not response.is_success:
            raise ExtractionError(f"{path}: HTTP status {response.status_code}")
        try:
            return response.json()
        except ValueError as error:
            raise ExtractionError(f"{path}: not JSON: {response.text[:80]!r}") from error

    def _wait_for_turn(self) -> None:
        now = time.monotonic()
        turn = max(now, self._next_request)
        self._next_request = turn + self._interval
        if turn > now:
            time.sleep(turn - now)
