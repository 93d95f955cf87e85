import pandas as pd


class OrdersJob:
    def __init__(self, folder: str, target: str):
        self.folder = folder
        self.target = target

    def run(self):
        orders = pd.read_csv(f"{self.folder}/orders.csv")
        orders.to_parquet(self.target)
