from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

import pandas as pd
import requests
from sqlalchemy import create_engine

from sales.retry import retry_with_backoff


class DataQualityError(Exception):
    """Raised when the extracted data is not fit to load."""


class PostgresExtractor:
    def __init__(self, dsn: str, batch_size: int = 10_000):
        self.engine = create_engine(dsn)
        self.batch_size = batch_size

    @retry_with_backoff(retries=3, backoff_factor=2, exceptions=(ConnectionError,))
    def extract(self, day: date) -> pd.DataFrame:
        query = """
            SELECT order_id, customer_id, amount, currency
            FROM sales.orders
            WHERE order_date = %(day)s
        """
        return pd.read_sql(query, self.engine, params={"day": day})


class SalesTransformer:
    def clean(self, df: pd.DataFrame) -> pd.DataFrame:
        df = df.drop_duplicates(subset=["order_id"])
        df = df[df["amount"] > 0]
        return df

    def aggregate(self, df: pd.DataFrame) -> pd.DataFrame:
        return df.groupby(["customer_id", "currency"], as_index=False)["amount"].sum()


class QualityValidator:
    def __init__(self, min_rows: int = 1):
        self.min_rows = min_rows

    def validate(self, df: pd.DataFrame) -> None:
        if len(df) < self.min_rows:
            raise DataQualityError(f"only {len(df)} rows")
        if df["customer_id"].isna().any():
            raise DataQualityError("customer_id has nulls")


class WarehouseLoader:
    def __init__(self, dsn: str):
        self.engine = create_engine(dsn)

    def load(self, df: pd.DataFrame, table: str, mode: str = "append") -> int:
        with self.engine.begin() as conn:
            df.to_sql(table, conn, if_exists=mode, index=False, chunksize=5000)
        return len(df)


class BulkLoader(WarehouseLoader):
    def load(self, df: pd.DataFrame, table: str, mode: str = "append") -> int:
        df.to_parquet(f"/data/bulk/{table}.parquet")
        return len(df)


@dataclass
class SlackAlerter:
    channel: str = "#data-alerts"

    def send(self, text: str) -> None:
        requests.post(
            os.environ["SLACK_WEBHOOK_URL"],
            json={"channel": self.channel, "text": text},
            timeout=10,
        )
