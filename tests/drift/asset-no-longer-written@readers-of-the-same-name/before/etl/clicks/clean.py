import pandas as pd


def main():
    clicks = pd.read_json("s3://web/raw/clicks.json", lines=True)
    clicks.to_parquet("s3://web/all/clicks.parquet")
    clicks[clicks["bot"] == 0].to_parquet("s3://web/clean/clicks.parquet")


if __name__ == "__main__":
    main()
