import pandas as pd
from sqlalchemy import create_engine

from etl.metrics import Metrics


class TollsPipeline:
    def __init__(self) -> None:
        self.metrics = Metrics()

    def run(self) -> None:
        tolls = pd.read_csv("/data/tolls.csv")
        tolls.to_sql("tolls", create_engine("postgresql://road/tolls"), if_exists="append")
        self.metrics.count("tolls", len(tolls))
