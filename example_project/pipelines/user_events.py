"""User events: a day's pages of the events API to a partition of Parquet files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from loaders.table import Table
from pipelines.base_pipeline import BasePipeline, RunResult
from transformers.data_cleaner import DataCleaner
from utils.errors import DataQualityError, ValidationError
from utils.validators import null_check, row_count, schema_check

if TYPE_CHECKING:
    from datetime import date

USER_EVENTS = Table(
    name="user_events",
    columns={
        "event_id": "VARCHAR",
        "event_date": "DATE",
        "user_id": "VARCHAR",
        "event": "VARCHAR",
        "occurred_at": "TIMESTAMP",
    },
    keys=("event_date", "event_id"),
    partition_by="event_date",
)

FIELDS = ("event_id", "user_id", "event", "occurred_at")
MAX_NULL_SHARE = 0.1


class UserEventsPipeline(BasePipeline):
    """Loads the events of a date, each once however often the API gives it."""

    name = "user_events"

    def __init__(self, *args: Any, page_size: int = 500, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_size = page_size

    def run(self, execution_date: date) -> RunResult:
        try:
            pages = self.fetch(execution_date)
            if not pages:
                return self.no_data(execution_date)
            events = pd.concat(pages, ignore_index=True)
            clean = self.clean(events, execution_date)
            loaded = self.load(clean, USER_EVENTS)
            self.check_quality(execution_date, loaded)
            return self.succeeded(execution_date, len(events), loaded)
        except Exception as error:
            self.failed(execution_date, error)
            raise

    def fetch(self, execution_date: date) -> list[pd.DataFrame]:
        """Return the date's pages, each of the agreed shape."""
        parameters = {"date": execution_date.isoformat()}
        total = self.source.count("events", parameters) or 0
        pages = self.source.batches("events", self.page_size, parameters)
        expected = math.ceil(total / self.page_size)
        found = []
        for page in self.progress(pages, total=expected, desc="fetch"):
            report = schema_check(page, FIELDS)
            if report.passed:
                report += null_check(page, FIELDS, allowed=MAX_NULL_SHARE)
            self.judge(report, ValidationError)
            found.append(page)
        return found

    def clean(self, events: pd.DataFrame, execution_date: date) -> pd.DataFrame:
        """Drop events that are incomplete or of another day, and those that came twice."""
        cleaner = DataCleaner(required=FIELDS, dates=("occurred_at",), unique=("event_id",))
        clean = cleaner.transform(events)
        clean["event_date"] = clean["occurred_at"].dt.date
        of_the_day = clean[clean["event_date"] == execution_date]
        return self.usable(of_the_day.reset_index(drop=True))

    def check_quality(self, execution_date: date, loaded: int) -> None:
        """Compare what the target now holds with what was loaded."""
        stored = self.target.read(USER_EVENTS, {"event_date": execution_date})
        self.judge(row_count(stored, minimum=loaded), DataQualityError)
