import logging
from datetime import date

import pandas as pd
from sqlalchemy import create_engine

log = logging.getLogger(__name__)


def run(day: date) -> None:
    trades = pd.read_csv(f"s3://exchange-drop/trades_{day}.csv")
    trades = trades.drop_duplicates(subset=["trade_id"])
    trades.to_sql("trades", create_engine("postgresql://risk/trades"), if_exists="append")


if __name__ == "__main__":
    run(date.today())
