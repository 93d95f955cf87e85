import pandas as pd


class PlacesLoader:
    def load(self, places: pd.DataFrame) -> None:
        places.to_parquet("/data/places.parquet")
