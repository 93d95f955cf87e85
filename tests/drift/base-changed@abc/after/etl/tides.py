import pandas as pd

from etl.base import Extractor


class TideExtractor(Extractor):
    def fetch(self) -> pd.DataFrame:
        return pd.read_json("https://tides.example/stations.json")

    def extract(self) -> pd.DataFrame:
        return self.fetch()


def main() -> None:
    TideExtractor().extract().to_parquet("s3://ocean/tides.parquet")


if __name__ == "__main__":
    main()
