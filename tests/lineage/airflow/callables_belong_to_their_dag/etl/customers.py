"""Run by the DAG: shows as a part of it, though it could be run alone."""

import pandas as pd
from sqlalchemy import create_engine


class CustomerPipeline:
    def __init__(self):
        self.engine = create_engine("postgresql://dwh/prod")

    def run(self):
        customers = pd.read_csv("landing/customers.csv")
        customers.to_sql("customers", self.engine, schema="raw", if_exists="replace")
