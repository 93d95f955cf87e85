import pandas as pd

from etl.steps import RentLoader


class RentsPipeline:
    def __init__(self) -> None:
        self.loader = RentLoader()

    def run(self) -> None:
        rents = pd.read_csv("/data/rents.csv")
        self.loader.load(rents)
