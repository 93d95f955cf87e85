import pandas as pd
import requests
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_fixed


@retry(
    stop=stop_after_attempt(4),
    wait=wait_fixed(10),
    retry=retry_if_exception_type(requests.Timeout),
)
def fetch_shipments(day: str) -> list[dict]:
    response = requests.get(f"https://carrier.example/shipments/{day}", timeout=30)
    response.raise_for_status()
    return response.json()


def main() -> None:
    shipments = pd.DataFrame(fetch_shipments("2026-01-01"))
    shipments.to_parquet("gs://logistics-lake/shipments.parquet")


if __name__ == "__main__":
    main()
