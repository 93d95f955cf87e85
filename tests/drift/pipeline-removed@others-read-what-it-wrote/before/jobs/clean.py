import pandas as pd


def clean_orders():
    orders = pd.read_csv("s3://lake/raw/orders.csv")
    orders.dropna().to_parquet("s3://lake/clean/orders.parquet")


if __name__ == "__main__":
    clean_orders()
