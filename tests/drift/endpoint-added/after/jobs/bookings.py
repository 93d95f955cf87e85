import pandas as pd


def main():
    bookings = pd.read_json("s3://hotel-drop/bookings.json")
    bookings.to_parquet("s3://hotel-lake/bookings.parquet")
    bookings.to_csv("s3://hotel-partners/bookings.csv")


if __name__ == "__main__":
    main()
