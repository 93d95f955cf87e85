import pandas as pd


def refresh_cache() -> None:
    cities = pd.read_csv("s3://geo/cities.csv")
    cities.to_parquet("/var/cache/cities.parquet")
