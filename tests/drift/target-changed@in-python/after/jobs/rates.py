"""Exchange rates of the day, read from the ECB."""

import pandas as pd

RATES = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref.zip"
LAKE = "s3://treasury-lake-test"


def main():
    rates = pd.read_csv(RATES)
    rates.to_parquet(f"{LAKE}/rates/daily.parquet")


if __name__ == "__main__":
    main()
