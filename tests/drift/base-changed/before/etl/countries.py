import pandas as pd

from etl.base import FileJob


class CountriesJob(FileJob):
    table = "countries"

    def extract(self) -> pd.DataFrame:
        return pd.read_csv("/data/countries.csv")
