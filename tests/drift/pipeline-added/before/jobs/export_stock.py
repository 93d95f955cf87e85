import pandas as pd


def main():
    stock = pd.read_sql("SELECT * FROM stock", "postgresql://wms/prod")
    stock.to_parquet("s3://lake/stock.parquet")


if __name__ == "__main__":
    main()
