import pandas as pd
from sqlalchemy import create_engine

from etl.base import BaseExtractor


class SqlExtractor(BaseExtractor):
    def __init__(self, url: str, query: str) -> None:
        self.engine = create_engine(url)
        self.query = query

    def extract(self) -> pd.DataFrame:
        return pd.read_sql("SELECT * FROM orders", self.engine)

    def close(self) -> None:
        self.engine.dispose()


def main() -> None:
    extractor = SqlExtractor("postgresql://shop/orders", "SELECT * FROM orders")
    extractor.extract().to_parquet("s3://lake/orders.parquet")


if __name__ == "__main__":
    main()
