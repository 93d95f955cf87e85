import pandas as pd
import requests
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential


@retry(
    stop=stop_after_attempt(5),
    wait=wait_exponential(max=60),
    retry=retry_if_exception_type(requests.Timeout),
)
def fetch_tickets(since: str) -> list[dict]:
    url = "https://desk.example.com/api/tickets"
    return requests.get(url, params={"since": since}, timeout=30).json()["tickets"]


def main() -> None:
    tickets = pd.DataFrame(fetch_tickets("2026-01-01"))
    tickets.to_parquet("gs://support-lake/tickets.parquet")


if __name__ == "__main__":
    main()
