import pandas as pd
from sqlalchemy import create_engine

from etl.notify import SlackNotifier


class OrdersPipeline:
    def __init__(self) -> None:
        self.engine = create_engine("postgresql://dwh/orders")

    def run(self) -> None:
        pd.read_csv("s3://shop/orders.csv").to_sql("orders", self.engine, if_exists="append")
