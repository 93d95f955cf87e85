import pandas as pd


def main():
    clicks = pd.read_parquet("s3://web/clean/clicks.parquet")
    clicks.groupby("session").first().to_parquet("s3://web/marts/sessions.parquet")


if __name__ == "__main__":
    main()
