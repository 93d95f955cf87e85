import pandas as pd


class GeoLoader:
    def load(self, places: pd.DataFrame) -> None:
        places.to_parquet("/data/places.parquet")
