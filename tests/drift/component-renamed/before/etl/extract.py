import pandas as pd


class CsvExtractor:
    def __init__(self, path: str) -> None:
        self.path = path

    def extract(self) -> pd.DataFrame:
        return pd.read_csv(self.path)
