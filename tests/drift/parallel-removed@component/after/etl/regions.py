from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import requests

REGIONS = ("north", "south", "east", "west")


class RegionExtractor:
    def extract(self) -> pd.DataFrame:
        return pd.concat(self.fetch(region) for region in REGIONS)

    def fetch(self, region: str) -> pd.DataFrame:
        answer = requests.get("https://grid.example/load", params={"region": region}, timeout=30)
        return pd.DataFrame(answer.json())


def main() -> None:
    RegionExtractor().extract().to_parquet("s3://grid/load.parquet")


if __name__ == "__main__":
    main()
