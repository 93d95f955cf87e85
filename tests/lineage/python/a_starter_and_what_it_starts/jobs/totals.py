import pandas as pd


class TotalsJob:
    def run(self):
        orders = pd.read_parquet("s3://lake/orders.parquet")
        orders.groupby("day").sum().to_parquet("s3://lake/totals.parquet")
