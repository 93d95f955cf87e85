"""Shared machinery of all feed jobs."""
from __future__ import annotations

import abc
import logging
import random
import time
import typing as t

import sentry_sdk

Row = t.Dict[str, t.Any]


class FeedError(Exception):
    ...


class Sink(t.Protocol):
    def write(self, table: str, rows: t.Iterable[Row]) -> int: ...


class FeedJob(abc.ABC):
    table: t.ClassVar[str]
    max_tries: t.ClassVar[int] = 5

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.log = logging.getLogger(type(self).__name__)

    @abc.abstractmethod
    def download(self) -> t.Iterable[Row]: ...

    def convert(self, row: Row) -> Row | None:
        return row

    def accept(self, rows: list[Row]) -> None:
        """Override for checks."""

    def _download_with_retry(self) -> list[Row]:
        wait = 1.0
        for attempt in range(1, self.max_tries + 1):
            try:
                return list(self.download())
            except (OSError, TimeoutError) as exc:
                if attempt == self.max_tries:
                    raise FeedError("feed is down") from exc
                self.log.info("try %s: %s", attempt, exc)
                time.sleep(wait + random.random())
                wait = min(wait * 2, 30)
        return []

    def run(self) -> bool:
        try:
            rows = self._download_with_retry()
            converted = [c for c in map(self.convert, rows) if c is not None]
            self.accept(converted)
        except FeedError as exc:
            sentry_sdk.capture_exception(exc)
            return False
        written = self.sink.write(self.table, converted)
        self.log.info("wrote %s", written)
        return True
