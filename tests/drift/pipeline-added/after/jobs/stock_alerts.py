import pandas as pd


def main():
    stock = pd.read_parquet("s3://lake/stock.parquet")
    stock[stock["left"] < 10].to_csv("s3://shop/alerts/stock.csv")


if __name__ == "__main__":
    main()
