import pandas as pd
from sqlalchemy import create_engine


def check_columns(tariffs: pd.DataFrame) -> None:
    missing = {"code", "valid_from", "price"} - set(tariffs.columns)
    if missing:
        raise ValueError(missing)


def check_prices(tariffs: pd.DataFrame) -> None:
    if (tariffs["price"] < 0).any():
        raise ValueError("negative price")


def main() -> None:
    tariffs = pd.read_csv("s3://energy/tariffs.csv")
    check_prices(tariffs)
    tariffs.to_sql("tariffs", create_engine("postgresql://dwh/energy"), if_exists="replace")


if __name__ == "__main__":
    main()
