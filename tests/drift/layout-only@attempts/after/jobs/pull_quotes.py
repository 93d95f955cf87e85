import pandas as pd
import requests


def fetch_quotes(day):
    return requests.get("https://api.example.com/quotes", params={"day": day}, timeout=30).json()


def run(day):
    rows = fetch_quotes(day)
    pd.DataFrame(rows).to_parquet(f"s3://desk/quotes/{day}.parquet")


if __name__ == "__main__":
    run("2025-01-01")
