import pandas as pd

from etl.base import RetryingExtractor


class TideExtractor(RetryingExtractor):
    def fetch(self) -> pd.DataFrame:
        return pd.read_json("https://tides.example/stations.json")


def main() -> None:
    TideExtractor().extract().to_parquet("s3://ocean/tides.parquet")


if __name__ == "__main__":
    main()
