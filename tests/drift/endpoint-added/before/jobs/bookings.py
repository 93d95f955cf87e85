import pandas as pd


def main():
    bookings = pd.read_json("s3://hotel-drop/bookings.json")
    bookings.to_parquet("s3://hotel-lake/bookings.parquet")


if __name__ == "__main__":
    main()
