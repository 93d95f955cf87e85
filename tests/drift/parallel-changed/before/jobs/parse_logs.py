from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd


def parse(path: Path) -> None:
    lines = pd.read_csv(path, sep=" ", names=["ip", "time", "url", "status"])
    lines[lines["status"] >= 500].to_parquet(f"/data/errors/{path.stem}.parquet")


def main() -> None:
    paths = sorted(Path("/var/log/nginx").glob("access.*.log"))
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(parse, paths))


if __name__ == "__main__":
    main()
