import pandas as pd
from sqlalchemy import create_engine

from etl.metrics import Metrics


class FinesPipeline:
    def __init__(self) -> None:
        self.metrics = Metrics("fines")

    def run(self) -> None:
        fines = pd.read_csv("/data/fines.csv")
        fines.to_sql("fines", create_engine("postgresql://road/fines"), if_exists="append")
