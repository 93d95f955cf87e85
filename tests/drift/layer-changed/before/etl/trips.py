import pandas as pd
from sqlalchemy import create_engine

from etl.cache import refresh_cache


class TripsPipeline:
    def run(self) -> None:
        refresh_cache()
        trips = pd.read_csv("s3://taxi/trips.csv")
        trips.to_sql("trips", create_engine("postgresql://taxi/trips"), if_exists="append")
