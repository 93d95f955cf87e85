import time

import pandas as pd
from sqlalchemy import create_engine

from etl.base import TimedJob


class PlacesJob(TimedJob):
    def run(self) -> None:
        since = time.monotonic()
        places = pd.read_csv("/data/places.csv")
        places.to_sql("places", create_engine("postgresql://gis/places"), if_exists="append")
        self.timed("places", since)
