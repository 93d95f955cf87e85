"""What every pipeline is given, and what a run of it gives back."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from utils.alerts import Alert, send_alert
from utils.errors import ValidationError
from utils.retry import retry_with_backoff
from utils.validators import row_count

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from extractors.base_extractor import BaseExtractor
    from loaders.base_loader import BaseLoader
    from loaders.table import Table
    from utils.validators import Report

log = logging.getLogger(__name__)

Progress = Callable[..., Iterable[Any]]
"""Shows how far an iteration is; called as `tqdm(batches, total=3)` is."""


class RunResult(TypedDict):
    """How a run ended; a failed one ends in an exception instead."""

    status: str
    rows_processed: int
    rows_loaded: int


def no_progress(batches: Iterable[Any], **_: object) -> Iterable[Any]:
    """Show nothing."""
    return batches


class BasePipeline(ABC):
    """A way from a source to a target, run for one date."""

    name: ClassVar[str]

    def __init__(
        self,
        source: BaseExtractor,
        target: BaseLoader,
        alert: Alert = send_alert,
        progress: Progress = no_progress,
    ) -> None:
        self.source = source
        self.target = target
        self.alert = alert
        self.progress = progress

    @abstractmethod
    def run(self, execution_date: date) -> RunResult:
        """Load the rows of a date; on any failure log, alert and raise."""

    @retry_with_backoff(retries=3, backoff_factor=1)
    def load(self, rows: pd.DataFrame, table: Table) -> int:
        """Upsert `rows`, trying again if the target may come back; return how many."""
        return self.target.upsert(rows, table)

    def no_data(self, execution_date: date) -> RunResult:
        """Warn of a date without rows, which is no failure."""
        log.warning("no data", extra={"pipeline": self.name, "date": execution_date})
        return {"status": "success", "rows_processed": 0, "rows_loaded": 0}

    def succeeded(self, execution_date: date, processed: int, loaded: int) -> RunResult:
        """Log and return what a run did."""
        counts = {"rows_processed": processed, "rows_loaded": loaded}
        log.info("succeeded", extra={"pipeline": self.name, "date": execution_date, **counts})
        return {"status": "success", "rows_processed": processed, "rows_loaded": loaded}

    def failed(self, execution_date: date, error: Exception) -> None:
        """Log and alert; the caller raises the error again."""
        log.error("failed", exc_info=error, extra={"pipeline": self.name, "date": execution_date})
        self.alert(f"{self.name} of {execution_date} failed: {type(error).__name__}: {error}")

    def usable(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return cleaned rows; refuse a source none of whose rows can be used."""
        self.judge(row_count(rows, minimum=1), ValidationError)
        return rows

    def judge(self, report: Report, error: type[Exception]) -> None:
        """Log a report's warnings, and raise `error` if it has errors."""
        for warning in report.warnings:
            log.warning("check", extra={"pipeline": self.name, "finding": warning})
        report.raise_errors(error)
