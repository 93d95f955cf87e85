import pandas as pd
from sqlalchemy import create_engine


class FinesPipeline:
    def run(self) -> None:
        fines = pd.read_csv("/data/fines.csv")
        fines.to_sql("fines", create_engine("postgresql://road/fines"), if_exists="append")
