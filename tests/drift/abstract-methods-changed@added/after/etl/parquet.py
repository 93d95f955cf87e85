import pandas as pd

from etl.base import BaseLoader


class ParquetLoader(BaseLoader):
    def load(self, rows: pd.DataFrame) -> None:
        rows.to_parquet("s3://lake/events.parquet")


def main() -> None:
    ParquetLoader().load(pd.read_json("https://events.example/today.json"))


if __name__ == "__main__":
    main()
