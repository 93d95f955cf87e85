import pandas as pd


class ParquetLoader:
    def load(self, rows: pd.DataFrame) -> None:
        rows.to_parquet("s3://lake/rides.parquet")
