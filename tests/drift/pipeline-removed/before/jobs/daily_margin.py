"""Margins of yesterday, for finance."""

import pandas as pd


def main():
    orders = pd.read_parquet("s3://lake/orders/latest.parquet")
    orders["margin"] = orders["price"] - orders["cost"]
    orders.to_csv("s3://finance/margin/daily.csv")


if __name__ == "__main__":
    main()
