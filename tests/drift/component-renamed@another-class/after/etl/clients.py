import pandas as pd


class CsvStore:
    def save(self, rows: pd.DataFrame) -> None:
        rows.to_csv("/data/votes.csv")


class LocalStore:
    def save(self, rows: pd.DataFrame) -> None:
        rows.to_csv("/data/votes.csv")
