"""Daily sales: from the shop's database to a fact table by product and date."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from loaders.table import Table
from pipelines.base_pipeline import BasePipeline, RunResult
from transformers.aggregator import Aggregator
from transformers.data_cleaner import DataCleaner
from transformers.enricher import Enricher
from utils.errors import DataQualityError, ValidationError
from utils.validators import (
    Report,
    duplicate_check,
    null_check,
    range_check,
    row_count,
    schema_check,
)

if TYPE_CHECKING:
    from datetime import date

SALES = """
    SELECT line_id, sale_id, product_id, quantity, unit_price, sale_date
    FROM sales WHERE sale_date = :sale_date ORDER BY line_id
"""
PRODUCTS = "SELECT product_id, name AS product_name, category FROM products"

BY_PRODUCT_AND_DATE = """
    WITH daily AS (
        SELECT
            product_id,
            CAST(sale_date AS DATE) AS sale_date,
            COUNT(*) AS sales,
            CAST(SUM(quantity) AS BIGINT) AS quantity,
            SUM(CAST(quantity * unit_price AS DECIMAL(18, 2))) AS revenue
        FROM input
        GROUP BY product_id, CAST(sale_date AS DATE)
    )
    SELECT
        *,
        RANK() OVER (PARTITION BY sale_date ORDER BY revenue DESC) AS revenue_rank,
        ROUND(revenue / SUM(revenue) OVER (PARTITION BY sale_date), 6) AS revenue_share
    FROM daily
    ORDER BY sale_date, product_id
"""

FACT_DAILY_SALES = Table(
    name="fact_daily_sales",
    columns={
        "product_id": "VARCHAR",
        "sale_date": "DATE",
        "product_name": "VARCHAR",
        "category": "VARCHAR",
        "sales": "INTEGER",
        "quantity": "BIGINT",
        "revenue": "DECIMAL(18,2)",
        "revenue_rank": "INTEGER",
        "revenue_share": "DOUBLE PRECISION",
    },
    keys=("product_id", "sale_date"),
    partition_by="sale_date",
)

REQUIRED = ("sale_id", "product_id", "quantity", "unit_price", "sale_date")
MAX_NULL_SHARE = 0.1


class DailySalesPipeline(BasePipeline):
    """Loads the sales of a date into fact_daily_sales; twice gives the same table."""

    name = "daily_sales"

    def __init__(self, *args: Any, batch_size: int = 10_000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch_size = batch_size

    def run(self, execution_date: date) -> RunResult:
        try:
            sales = self.extract(execution_date)
            if sales.empty:
                return self.no_data(execution_date)
            self.validate(sales)
            daily = self.enrich(self.aggregate(self.clean(sales)))
            loaded = self.load(daily, FACT_DAILY_SALES)
            self.check_quality(execution_date, daily)
            return self.succeeded(execution_date, len(sales), loaded)
        except Exception as error:
            self.failed(execution_date, error)
            raise

    def extract(self, execution_date: date) -> pd.DataFrame:
        """Return the date's sales, read in batches."""
        parameters = {"sale_date": execution_date}
        total = self.source.count(SALES, parameters) or 0
        batches = self.source.batches(SALES, self.batch_size, parameters)
        shown = self.progress(batches, total=math.ceil(total / self.batch_size), desc="extract")
        found = list(shown)
        sales = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
        if len(sales) != total:
            raise ValidationError(f"sales changed while they were read: {total}, {len(sales)} rows")
        return sales

    def validate(self, sales: pd.DataFrame) -> None:
        """Refuse sales that don't have the agreed shape."""
        report = schema_check(sales, ("line_id", *REQUIRED))
        if report.passed:
            report += null_check(sales, REQUIRED, allowed=MAX_NULL_SHARE)
            report += null_check(sales, REQUIRED, level="warning")
            report += duplicate_check(sales, ["sale_id"], level="warning")
        self.judge(report, ValidationError)

    def clean(self, sales: pd.DataFrame) -> pd.DataFrame:
        """Drop sales that are incomplete or impossible, and those that came twice."""
        cleaner = DataCleaner(
            required=REQUIRED,
            numbers=("quantity", "unit_price"),
            dates=("sale_date",),
            ranges={"quantity": (1, 1_000), "unit_price": (0.01, 100_000)},
            unique=("sale_id",),
        )
        return self.usable(cleaner.transform(sales))

    def aggregate(self, sales: pd.DataFrame) -> pd.DataFrame:
        """Return one row a product and date, ranked by revenue."""
        return Aggregator(BY_PRODUCT_AND_DATE).transform(sales)

    def enrich(self, daily: pd.DataFrame) -> pd.DataFrame:
        """Add each product's name and category."""
        products = self.source.extract(PRODUCTS)
        defaults = {"product_name": "unknown", "category": "unknown"}
        return Enricher(products, on="product_id", defaults=defaults).transform(daily)

    def check_quality(self, execution_date: date, daily: pd.DataFrame) -> None:
        """Compare what the target now holds with what was to be loaded."""
        loaded = self.target.read(FACT_DAILY_SALES, {"sale_date": execution_date})
        keys = FACT_DAILY_SALES.keys
        report = row_count(loaded, minimum=len(daily))
        report += row_count(loaded, minimum=0, maximum=len(daily), level="warning")
        report += null_check(loaded, FACT_DAILY_SALES.columns)
        report += range_check(loaded, "revenue", low=0)
        report += duplicate_check(loaded, keys)
        now = loaded[loaded["product_id"].isin(daily["product_id"])]
        wanted, found = daily["revenue"].sum(), now["revenue"].sum()
        if not math.isclose(wanted, found, abs_tol=0.005):
            report += Report(errors=(f"revenue of {found:.2f} loaded instead of {wanted:.2f}",))
        self.judge(report, DataQualityError)
