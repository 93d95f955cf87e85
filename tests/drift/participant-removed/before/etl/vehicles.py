import pandas as pd
from sqlalchemy import create_engine


class PlateNormalizer:
    def normalize(self, vehicles: pd.DataFrame) -> pd.DataFrame:
        return vehicles.assign(plate=vehicles["plate"].str.upper().str.replace(" ", ""))


class VehicleLoader:
    def load(self, vehicles: pd.DataFrame) -> None:
        engine = create_engine("postgresql://fleet/vehicles")
        vehicles.to_sql("vehicles", engine, if_exists="replace", index=False)


def main() -> None:
    vehicles = pd.read_excel("/mnt/share/vehicles.xlsx")
    vehicles = PlateNormalizer().normalize(vehicles)
    VehicleLoader().load(vehicles)


if __name__ == "__main__":
    main()
