"""Sends the report: the last mile."""

import pandas as pd


def main():
    clicks = pd.read_parquet("s3://lake/clicks/hourly.parquet")
    scores = pd.read_csv("./out/scores.csv")
    clicks.merge(scores).to_excel("out/report.xlsx")


if __name__ == "__main__":
    main()
