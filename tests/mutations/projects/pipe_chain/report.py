import functools
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from joblib import Parallel, delayed

DATA = Path("/data/meters")
N_JOBS = 6


def timed(func):
    """Log how long a step takes."""

    @functools.wraps(func)
    def inner(*args, **kwargs):
        start = time.perf_counter()
        result = func(*args, **kwargs)
        print(f"{func.__name__}: {time.perf_counter() - start:.2f}s")
        return result

    return inner


@timed
def load_meter(path):
    return pd.read_csv(path, parse_dates=["ts"]).assign(meter=path.stem)


def fill_gaps(df, limit=3):
    return df.sort_values("ts").ffill(limit=limit)


def drop_outliers(df, column, sigma=4):
    z = np.abs((df[column] - df[column].mean()) / df[column].std())
    return df[z < sigma]


def to_daily(df):
    return df.set_index("ts").groupby("meter").resample("1D")["kwh"].sum().reset_index()


@timed
def export(df, table):
    con = duckdb.connect("/data/warehouse.duckdb")
    try:
        con.execute(f"DELETE FROM {table} WHERE ts >= (SELECT min(ts) FROM df)")
        con.execute(f"INSERT INTO {table} SELECT * FROM df")
    finally:
        con.close()


def main():
    paths = sorted(DATA.glob("*.csv"))
    frames = Parallel(n_jobs=N_JOBS, backend="loky")(delayed(load_meter)(p) for p in paths)
    daily = (
        pd.concat(frames)
        .pipe(fill_gaps, limit=6)
        .pipe(drop_outliers, "kwh", sigma=5)
        .pipe(to_daily)
    )
    assert not daily.empty, "nothing left"
    export(daily, "daily_usage")
    daily.to_excel("/reports/daily.xlsx", index=False)


main() if __name__ == "__main__" else None
