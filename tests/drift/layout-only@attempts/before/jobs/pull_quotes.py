import pandas as pd
import requests
from tenacity import retry, stop_after_attempt


@retry(stop=stop_after_attempt(1))
def fetch_quotes(day):
    return requests.get("https://api.example.com/quotes", params={"day": day}, timeout=30).json()


def run(day):
    rows = fetch_quotes(day)
    pd.DataFrame(rows).to_parquet(f"s3://desk/quotes/{day}.parquet")


if __name__ == "__main__":
    run("2025-01-01")
