import pandas as pd

from etl.loaders import GeoLoader


class PlacesPipeline:
    def __init__(self) -> None:
        self.loader = GeoLoader()

    def run(self) -> None:
        self.loader.load(pd.read_csv("/data/places.csv"))
