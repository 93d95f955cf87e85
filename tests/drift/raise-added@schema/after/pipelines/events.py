import pandas as pd
import pyarrow.parquet as pq

EXPECTED = ["event_id", "at", "payload"]


def main() -> None:
    events = pd.read_parquet("s3://raw/events.parquet")
    if list(events.columns) != EXPECTED:
        raise RuntimeError("events have another schema")
    events.drop_duplicates(subset=["event_id"]).to_parquet("s3://clean/events.parquet")


if __name__ == "__main__":
    main()
