"""Totals of a CSV file larger than memory, by Dask in blocks of 64 MB, into Parquet.

    python -m performance.large_file_etl "sales-*.csv" totals --workers 4

Nothing is read until the Parquet files are written; then each worker holds one block.
"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

import dask
import dask.dataframe as dd
import pyarrow.dataset

BLOCK_SIZE = "64MB"
COLUMNS = {
    "sale_id": "string",
    "product_id": "string",
    "quantity": "float64",
    "price": "float64",
    "sale_date": "string",
}


def total_sales(
    source: str, target: Path, n_workers: int | None = None, block_size: str = BLOCK_SIZE
) -> int:
    """Write quantity and revenue by product and day; return how many rows these are.

    `target` is replaced when all is written: a killed run leaves the old one.
    """
    sales = dd.read_csv(source, blocksize=block_size, dtype=COLUMNS, usecols=list(COLUMNS))
    sales = sales.dropna(subset=["product_id", "quantity", "price", "sale_date"])
    sales = sales[sales["quantity"] > 0]
    sales = sales.drop_duplicates(subset=["sale_id"])
    sales = sales.assign(revenue=sales["quantity"] * sales["price"])
    totals = sales.groupby(["product_id", "sale_date"])[["quantity", "revenue"]].sum()
    totals = totals.reset_index().astype({"quantity": "int64"}).round({"revenue": 2})

    partial = target.with_name(f"{target.name}.partial")
    with dask.config.set(scheduler="threads", num_workers=n_workers):
        totals.to_parquet(
            partial, partition_on=["sale_date"], write_index=False, overwrite=partial.exists()
        )
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return pyarrow.dataset.dataset(target, partitioning="hive").count_rows()


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and make the totals."""
    parser = argparse.ArgumentParser(description="Total CSV files larger than memory.")
    parser.add_argument("source", help="a CSV file, or several by a pattern or a URL")
    parser.add_argument("target", type=Path, help="the folder of Parquet files to write")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--block-size", default=BLOCK_SIZE)
    options = parser.parse_args(arguments)
    rows = total_sales(options.source, options.target, options.workers, options.block_size)
    print(f"{rows} rows in {options.target}")  # noqa: T201 -- the answer of the command


if __name__ == "__main__":
    main()
