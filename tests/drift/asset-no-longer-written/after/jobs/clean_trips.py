"""Cleans raw trips; the zones are kept beside them for whoever needs names."""

import pandas as pd

LAKE = "s3://mobility-lake"


def clean_trips():
    trips = pd.read_csv(f"{LAKE}/raw/trips.csv")
    trips.dropna().to_parquet(f"{LAKE}/clean/trips.parquet")
    zones = pd.read_csv(f"{LAKE}/raw/zones.csv")
    print(len(zones), "zones")


if __name__ == "__main__":
    clean_trips()
