import pandas as pd
from sqlalchemy import create_engine

from etl.notify import SlackNotifier


class RefundsPipeline:
    def __init__(self) -> None:
        self.engine = create_engine("postgresql://dwh/orders")
        self.notifier = SlackNotifier("#refunds")

    def run(self) -> None:
        pd.read_csv("s3://shop/refunds.csv").to_sql("refunds", self.engine, if_exists="append")
