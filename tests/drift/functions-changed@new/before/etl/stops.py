import pandas as pd

from etl.geo import to_wgs84


class StopsPipeline:
    def run(self) -> None:
        stops = to_wgs84(pd.read_csv("s3://transit/stops.csv"))
        stops.to_parquet("s3://transit/stops.parquet")
