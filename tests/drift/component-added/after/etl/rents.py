import pandas as pd

from etl.steps import CurrencyConverter, RentLoader


class RentsPipeline:
    def __init__(self) -> None:
        self.converter = CurrencyConverter()
        self.loader = RentLoader()

    def run(self) -> None:
        rents = pd.read_csv("/data/rents.csv")
        self.loader.load(self.converter.to_euro(rents))
