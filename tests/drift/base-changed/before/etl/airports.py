import pandas as pd

from etl.base import FileJob


class AirportsJob(FileJob):
    table = "airports"

    def extract(self) -> pd.DataFrame:
        return pd.read_csv("/data/airports.csv")
