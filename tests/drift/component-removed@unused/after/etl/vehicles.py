import pandas as pd

from etl.steps import VehicleLoader


class VehiclesPipeline:
    def __init__(self) -> None:
        self.loader = VehicleLoader()

    def run(self) -> None:
        vehicles = pd.read_excel("/mnt/share/vehicles.xlsx")
        self.loader.load(vehicles)
