import pandas as pd


def demand_by_zone():
    trips = pd.read_parquet("s3://mobility-lake/clean/trips.parquet")
    zones = pd.read_parquet("s3://mobility-lake/clean/zones.parquet")
    trips.merge(zones, on="zone").to_parquet("s3://mobility-lake/marts/demand.parquet")


if __name__ == "__main__":
    demand_by_zone()
