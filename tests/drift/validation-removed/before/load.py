"""Load the orders of a day into the warehouse."""

import pandas as pd


class OrderPipeline:
    def __init__(self):
        self.loader = WarehouseLoader()

    def run(self, day):
        orders = self.read(day)
        self.load(orders)

    def read(self, day):
        return pd.read_csv(f"orders/{day}.csv")

    def load(self, orders):
        self.loader.upsert(orders)


class WarehouseLoader:
    def upsert(self, rows):
        validate_keys(rows)
        validate_totals(rows)
        rows.to_parquet("warehouse/orders.parquet")


def validate_keys(rows):
    print(rows["order_id"].is_unique)


def validate_totals(rows):
    print((rows["total"] >= 0).all())


if __name__ == "__main__":
    OrderPipeline().run("2026-01-01")
