"""CLI that pulls hourly weather for our stores and keeps it in DuckDB."""

from datetime import date, timedelta

import click
import duckdb
import polars as pl
import requests
from loguru import logger
from tenacity import (
    retry,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
)

API = "https://api.open-meteo.com/v1/forecast"
STORES = {"berlin": (52.52, 13.41), "madrid": (40.42, -3.70), "oslo": (59.91, 10.75)}


class EmptyForecast(ValueError):
    pass


@retry(
    stop=stop_after_attempt(5),
    wait=wait_exponential(multiplier=1, max=60),
    retry=retry_if_exception_type(requests.RequestException),
    reraise=True,
)
def fetch_forecast(lat: float, lon: float, day: date) -> dict:
    resp = requests.get(
        API,
        params={
            "latitude": lat,
            "longitude": lon,
            "hourly": "temperature_2m,precipitation",
            "start_date": day.isoformat(),
            "end_date": day.isoformat(),
        },
        timeout=20,
    )
    resp.raise_for_status()
    return resp.json()


def to_frame(store: str, payload: dict) -> pl.DataFrame:
    hourly = payload["hourly"]
    frame = (
        pl.DataFrame(hourly)
        .rename({"temperature_2m": "temp_c", "precipitation": "rain_mm"})
        .with_columns(pl.lit(store).alias("store"))
        .unique(subset=["store", "time"])
    )
    if frame.height == 0:
        raise EmptyForecast(store)
    return frame


def save(frame: pl.DataFrame, db: str, replace: bool) -> None:
    con = duckdb.connect(db)
    con.register("incoming", frame)
    if replace:
        con.execute("CREATE OR REPLACE TABLE weather AS SELECT * FROM incoming")
    else:
        con.execute("INSERT OR REPLACE INTO weather SELECT * FROM incoming")
    con.close()


@click.group()
def cli():
    """Weather tools."""


@cli.command()
@click.option("--day", type=click.DateTime(), default=None)
@click.option("--db", default="weather.duckdb")
@click.option("--replace", is_flag=True)
def sync(day, db, replace):
    """Fetch one day for all stores."""
    day = day.date() if day else date.today() - timedelta(days=1)
    frames = []
    for store, (lat, lon) in STORES.items():
        try:
            payload = fetch_forecast(lat, lon, day)
        except requests.RequestException as exc:
            logger.error(f"{store}: {exc}")
            raise click.ClickException(f"no weather for {store}") from exc
        frames.append(to_frame(store, payload))

    frame = pl.concat(frames)
    save(frame, db, replace)
    click.echo(f"{frame.height} rows for {day}")


if __name__ == "__main__":
    cli()
