"""Run by no DAG: a pipeline of its own, after the DAG by what it reads."""

import pandas as pd
from sqlalchemy import create_engine


def run_marts():
    engine = create_engine("postgresql://dwh/prod")
    joined = pd.read_sql("SELECT * FROM raw.orders JOIN raw.customers USING (customer)", engine)
    joined.to_sql("orders_by_customer", engine, schema="marts", if_exists="replace")


if __name__ == "__main__":
    run_marts()
