import click
import pandas as pd
from sqlalchemy import create_engine


@click.group()
def cli() -> None:
    """Jobs of the energy team."""


@cli.command("load-tariffs")
@click.argument("path")
def load_tariffs(path: str) -> None:
    tariffs = pd.read_excel(path)
    tariffs.to_sql("tariffs", create_engine("postgresql://dwh/energy"), if_exists="replace")


if __name__ == "__main__":
    cli()
