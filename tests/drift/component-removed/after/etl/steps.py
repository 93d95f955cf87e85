import pandas as pd
from sqlalchemy import create_engine


class VehicleLoader:
    def load(self, vehicles: pd.DataFrame) -> None:
        engine = create_engine("postgresql://fleet/vehicles")
        vehicles.to_sql("vehicles", engine, if_exists="replace", index=False)
