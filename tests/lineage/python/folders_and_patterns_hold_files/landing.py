import pandas as pd
import requests


def fetch_rates(day: str):
    rates = pd.DataFrame(requests.get("https://rates.example.com/v1/daily").json())
    rates.to_csv(f"./data/landing/rates_{day}.csv")


def fetch_users():
    users = pd.DataFrame(requests.get("https://users.example.com/all/").json())
    users.to_parquet("s3://lake/raw/users/all.parquet")


if __name__ == "__main__":
    fetch_rates()
    fetch_users()
