import pandas as pd
from sqlalchemy import create_engine

from etl.notifications import PagerDuty


class RidesPipeline:
    def __init__(self) -> None:
        self.pager = PagerDuty()

    def run(self) -> None:
        try:
            rides = pd.read_csv("s3://taxi/rides.csv")
            rides.to_sql("rides", create_engine("postgresql://taxi/rides"), if_exists="append")
        except Exception:
            self.pager.page("rides are not loaded")
            raise
