from __future__ import annotations

from pathlib import Path

import pandera.polars as pa
import polars as pl
import typer
from pandera.typing.polars import Series
from rich.console import Console

app = typer.Typer(help="Energy readings ETL")
console = Console()

RAW = Path("data/raw/readings")
CURATED = Path("data/curated")


class Reading(pa.DataFrameModel):
    meter_id: str = pa.Field(nullable=False)
    hour: pl.Datetime
    kwh: float = pa.Field(ge=0)


def scan(month: str) -> pl.LazyFrame:
    return pl.scan_csv(RAW / f"{month}.csv", try_parse_dates=True)


def tidy(lf: pl.LazyFrame) -> pl.LazyFrame:
    return (
        lf.filter(pl.col("kwh").is_not_null())
        .with_columns(pl.col("ts").dt.truncate("1h").alias("hour"))
        .group_by("meter_id", "hour")
        .agg(pl.col("kwh").sum())
    )


def add_tariffs(lf: pl.LazyFrame) -> pl.LazyFrame:
    tariffs = pl.scan_parquet(CURATED / "tariffs.parquet")
    return lf.join(tariffs, on="meter_id", how="left").sort("meter_id", "hour")


@app.command()
def build(month: str, strict: bool = True) -> None:
    """Build one month."""
    lf = add_tariffs(tidy(scan(month)))
    df = lf.collect()
    try:
        Reading.validate(df, lazy=True)
    except pa.errors.SchemaErrors as err:
        console.print(err)
        df.write_parquet(CURATED / "rejected" / f"{month}.parquet")
        if strict:
            raise typer.Exit(code=1)
        return
    df.write_parquet(CURATED / f"{month}.parquet", compression="zstd")
    console.print(f"[green]{df.height} rows[/green]")


if __name__ == "__main__":
    app()
