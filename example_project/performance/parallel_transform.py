"""A transform of many rows by several processes: cut into chunks, fanned out, joined.

    python -m performance.parallel_transform sales.csv sales.parquet --workers 4

It fits transforms that look at one row at a time. What must see all rows together,
such as dropping duplicates, comes after the join; what doesn't fit into memory is a
case for performance/large_file_etl.py.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK_ROWS = 50_000


def parallel_transform(
    frame: pd.DataFrame,
    transform: Callable[[pd.DataFrame], pd.DataFrame],
    workers: int | None = None,
    chunk_rows: int = CHUNK_ROWS,
) -> pd.DataFrame:
    """Return `transform` of each chunk, one below the other in the order of `frame`.

    `transform` must be a function of a module, for it is sent to other processes.
    """
    if len(frame) <= chunk_rows:
        return transform(frame).reset_index(drop=True)
    with multiprocessing.get_context("spawn").Pool(processes=workers) as pool:
        return pd.concat(pool.imap(transform, chunks_of(frame, chunk_rows)), ignore_index=True)


def chunks_of(frame: pd.DataFrame, rows: int) -> Iterator[pd.DataFrame]:
    """Cut a frame into pieces of so many rows."""
    for start in range(0, len(frame), rows):
        yield frame.iloc[start : start + rows]


def add_revenue(sales: pd.DataFrame) -> pd.DataFrame:
    """Drop sales without a product, a quantity or a price, and multiply the rest out."""
    sales = sales.dropna(subset=["product_id", "quantity", "price"])
    sales = sales[sales["quantity"] > 0]
    return sales.assign(revenue=(sales["quantity"] * sales["price"]).round(2))


def transform_file(source: Path, target: Path, workers: int | None = None) -> int:
    """Transform a CSV file into a Parquet file, whole or not at all; return its rows."""
    sales = parallel_transform(pd.read_csv(source), add_revenue, workers)
    sales = sales.drop_duplicates(subset=["sale_id"])
    partial = target.with_name(f"{target.name}.partial")
    sales.to_parquet(partial, index=False)
    partial.replace(target)
    return len(sales)


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and transform the file."""
    parser = argparse.ArgumentParser(description="Transform a CSV file by several processes.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args(arguments)
    rows = transform_file(options.source, options.target, options.workers)
    print(f"{rows} rows in {options.target}")  # noqa: T201 -- the answer of the command


if __name__ == "__main__":
    main()
