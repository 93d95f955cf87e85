import pandas as pd


def model(dbt, session):
    dbt.config(
        materialized="table",
        packages=["scikit-learn"],
    )
    orders = dbt.ref("orders").to_pandas()
    raw = dbt.source("ecommerce", "customers")
    return orders.join(raw)
