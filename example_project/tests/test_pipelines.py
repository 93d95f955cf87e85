"""The pipelines of events and inventory: what they load, and that a failure loads nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from scripted_api import Broken, serve

from demo import events_api, inventory
from extractors.api_extractor import ApiExtractor
from extractors.file_extractor import FolderExtractor
from loaders.parquet_loader import ParquetLoader
from pipelines.inventory_sync import InventorySyncPipeline
from pipelines.user_events import USER_EVENTS, UserEventsPipeline
from utils.errors import (
    ConfigError,
    LoadError,
    TransientError,
    ValidationError,
)
from utils.settings import load_yaml

DAY = date(2024, 1, 15)


def events_pipeline(url, folder, alerts):
    source = ApiExtractor(url, requests_per_second=10_000)
    return UserEventsPipeline(source, ParquetLoader(folder), alerts.append, page_size=500)


def test_user_events_of_all_pages_come_once(tmp_path, alerts):
    known = pd.DataFrame(events_api.events(DAY))
    expected = known.dropna()["event_id"].nunique()
    with events_api.serve() as url:
        pipeline = events_pipeline(url, tmp_path, alerts)
        for _ in range(2):
            assert pipeline.run(DAY) == {
                "status": "success",
                "rows_processed": len(known),
                "rows_loaded": expected,
            }
    stored = ParquetLoader(tmp_path).read(USER_EVENTS, {"event_date": DAY})
    assert len(stored) == stored["event_id"].nunique() == expected


EVENT = {"event_id": "1", "user_id": "U1", "event": "login", "occurred_at": "2024-01-15T10:00:00Z"}


@pytest.mark.parametrize(
    ("rows", "broken", "error"),
    [
        ([EVENT] * 900, [None, None] + [Broken.FAILING] * 5, TransientError),
        ([EVENT] * 900, [None, None] + [Broken.CUT_OFF] * 5, TransientError),
        ([{**EVENT, "user_id": None}] * 3, [], ValidationError),
        ([{"id": 1}] * 3, [], ValidationError),
        ([{**EVENT, "occurred_at": "yesterday"}] * 3, [], ValidationError),
        ([{**EVENT, "occurred_at": "2023-01-15T10:00:00Z"}] * 3, [], ValidationError),
    ],
)
def test_user_events_load_nothing_of_a_broken_day(tmp_path, alerts, rows, broken, error):
    with serve(rows, broken) as (url, _), pytest.raises(error):
        events_pipeline(url, tmp_path, alerts).run(DAY)
    assert list(tmp_path.rglob("*.parquet")) == []
    assert len(alerts) == 1


def test_user_events_of_an_empty_day(tmp_path, alerts):
    with serve([]) as (url, _):
        assert events_pipeline(url, tmp_path, alerts).run(DAY)["rows_loaded"] == 0


def inventory_pipeline(folder, target, alerts, **changes):
    settings = load_yaml("pipeline_config.yaml")["inventory_sync"] | changes
    return InventorySyncPipeline(FolderExtractor(folder), target, alerts.append, settings=settings)


def test_inventory_is_loaded_as_its_settings_say(tmp_path, target, alerts):
    inventory.prepare(tmp_path, DAY)
    pipeline = inventory_pipeline(tmp_path, target, alerts)
    for _ in range(2):
        assert pipeline.run(DAY)["rows_loaded"] == 3_000
    stored = target.read(pipeline.table, {"counted_on": DAY})
    assert len(stored) == 3_000
    assert set(stored["warehouse"]) == set(inventory.WAREHOUSES)
    assert pipeline.run(date(2024, 1, 16))["rows_processed"] == 0


def test_inventory_loads_nothing_if_one_of_its_files_is_broken(tmp_path, target, alerts):
    inventory.prepare(tmp_path, DAY)
    (tmp_path / "inventory" / "2024-01-15" / "zagreb.csv").write_text("sku;quantity\nP001;5\n")
    pipeline = inventory_pipeline(tmp_path, target, alerts)
    with pytest.raises(ValidationError, match="missing columns: counted_on, quantity, sku"):
        pipeline.run(DAY)
    with pytest.raises(LoadError):
        target.read(pipeline.table, {"counted_on": DAY})
    assert len(alerts) == 1


def test_inventory_settings_that_cannot_be_are_refused(tmp_path, target, alerts):
    table = {"name": "inventory", "columns": {"sku": "VARCHAR"}, "keys": ["warehouse"]}
    with pytest.raises(ConfigError, match="warehouse"):
        inventory_pipeline(tmp_path, target, alerts, table=table)
    with pytest.raises(ConfigError, match="unknown setting: 'high'"):
        inventory_pipeline(tmp_path, target, alerts, ranges={"quantity": {"low": 1}})
