"""Export every shop's sales of a day to the warehouse."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pandas as pd


def export_shop(shop):
    sales = pd.read_csv(f"sales/{shop}.csv")
    sales.to_parquet(f"warehouse/{shop}.parquet")


def run(shops):
    with ThreadPoolExecutor(max_workers=4) as pool:
        pool.map(export_shop, shops)


if __name__ == "__main__":
    run(sys.argv[1:])
