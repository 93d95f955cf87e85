import pandas as pd

from etl.steps import PlateNormalizer, VehicleLoader


class VehiclesPipeline:
    def __init__(self) -> None:
        self.normalizer = PlateNormalizer()
        self.loader = VehicleLoader()

    def run(self) -> None:
        vehicles = pd.read_excel("/mnt/share/vehicles.xlsx")
        self.loader.load(self.normalizer.normalize(vehicles))
