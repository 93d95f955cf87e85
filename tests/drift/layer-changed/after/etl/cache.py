import pandas as pd


def refresh_cache() -> None:
    cities = pd.read_csv("s3://geo/cities.csv")
    cities.to_parquet("/var/cache/cities.parquet")


if __name__ == "__main__":
    refresh_cache()
