"""Cleaning, aggregating, enriching; none of it changes the frame it is given."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from pipelines.daily_sales import BY_PRODUCT_AND_DATE
from transformers.aggregator import Aggregator
from transformers.data_cleaner import DataCleaner
from transformers.enricher import Enricher


def test_cleaner_drops_the_incomplete_the_impossible_and_the_repeated():
    rows = pd.DataFrame(
        [
            ("a", "1", "2024-01-15"),
            ("a", "2", "2024-01-15"),  # replaces the first
            (None, "3", "2024-01-15"),
            ("b", "many", "2024-01-15"),
            ("c", "-1", "2024-01-15"),
            ("d", "4", "yesterday"),
        ],
        columns=["id", "quantity", "day"],
    )
    before = rows.copy()
    clean = DataCleaner(
        required=["id", "quantity", "day"],
        numbers=["quantity"],
        dates=["day"],
        ranges={"quantity": (0, 10)},
        unique=["id"],
    ).transform(rows)
    assert clean.to_dict("records") == [
        {"id": "a", "quantity": 2.0, "day": pd.Timestamp("2024-01-15")}
    ]
    pd.testing.assert_frame_equal(rows, before)


def test_cleaner_fills_nulls_before_it_asks_for_them():
    rows = pd.DataFrame({"id": [1, 2], "quantity": ["5", None]})
    cleaner = DataCleaner(required=["quantity"], fill={"quantity": 0}, numbers=["quantity"])
    assert cleaner.transform(rows)["quantity"].tolist() == [5, 0]


@pytest.mark.parametrize(
    "value",
    [
        "2024-01-15T23:30:00+01:00",
        "2024-01-15T22:30:00Z",
        datetime(2024, 1, 15, 22, 30, tzinfo=timezone.utc),
    ],
)
def test_cleaner_gives_times_in_utc(value):
    clean = DataCleaner(dates=["at"]).transform(pd.DataFrame({"at": [value]}))
    assert clean["at"].tolist() == [pd.Timestamp("2024-01-15 22:30")]


def test_cleaner_takes_decimals_of_a_database():
    clean = DataCleaner(numbers=["price"]).transform(pd.DataFrame({"price": [Decimal("1.10")]}))
    assert clean["price"].tolist() == [1.1]


def test_aggregator_groups_ranks_and_shares_by_date():
    sales = pd.DataFrame(
        [
            ("P1", 2, 10.05, "2024-01-15"),
            ("P1", 1, 10.05, "2024-01-15"),
            ("P2", 1, 69.85, "2024-01-15"),
            ("P1", 1, 10.05, "2024-01-16"),
        ],
        columns=["product_id", "quantity", "unit_price", "sale_date"],
    )
    daily = Aggregator(BY_PRODUCT_AND_DATE).transform(sales)
    daily["sale_date"] = pd.to_datetime(daily["sale_date"]).dt.date
    columns = ["product_id", "sale_date", "sales", "quantity", "revenue", "revenue_rank"]
    assert list(daily[columns].itertuples(index=False, name=None)) == [
        ("P1", date(2024, 1, 15), 2, 3, 30.15, 2),
        ("P2", date(2024, 1, 15), 1, 1, 69.85, 1),
        ("P1", date(2024, 1, 16), 1, 1, 10.05, 1),
    ]
    assert daily["revenue_share"].tolist() == [0.3015, 0.6985, 1.0]


def test_aggregator_adds_money_exactly():
    sales = pd.DataFrame({"product_id": "P1", "quantity": 1, "unit_price": [0.1] * 30})
    sales["sale_date"] = "2024-01-15"
    assert Aggregator(BY_PRODUCT_AND_DATE).transform(sales)["revenue"].tolist() == [3.0]


def test_aggregator_sees_nothing_but_its_input():
    with pytest.raises(duckdb.Error):
        Aggregator("SELECT * FROM read_csv('/etc/passwd')").transform(pd.DataFrame({"a": [1]}))


def test_enricher_joins_and_marks_what_has_no_match():
    rows = pd.DataFrame({"product_id": ["P1", "P9"], "quantity": [1, 2]})
    products = pd.DataFrame({"product_id": ["P1", "P2"], "category": ["books", "toys"]})
    enriched = Enricher(products, "product_id", {"category": "unknown"}).transform(rows)
    assert enriched.to_dict("list") == {
        "product_id": ["P1", "P9"],
        "quantity": [1, 2],
        "category": ["books", "unknown"],
    }


def test_enricher_refuses_to_multiply_rows():
    products = pd.DataFrame({"product_id": ["P1", "P1"], "category": ["books", "toys"]})
    with pytest.raises(pd.errors.MergeError):
        Enricher(products, "product_id").transform(pd.DataFrame({"product_id": ["P1"]}))
