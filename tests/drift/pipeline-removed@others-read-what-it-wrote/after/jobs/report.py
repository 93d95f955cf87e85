import pandas as pd


def weekly_report():
    orders = pd.read_parquet("s3://lake/clean/orders.parquet")
    orders.groupby("week").sum().to_excel("reports/weekly.xlsx")


if __name__ == "__main__":
    weekly_report()
