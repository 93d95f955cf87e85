import pandas as pd

from etl.base import Job


class AirportsJob(Job):
    table = "airports"

    def extract(self) -> pd.DataFrame:
        return pd.read_csv("/data/airports.csv")
