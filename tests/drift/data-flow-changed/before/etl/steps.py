import pandas as pd
from sqlalchemy import create_engine


class Deduplicator:
    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.drop_duplicates(subset=["id"])


class Enricher:
    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(country=rows["phone"].str[:3])


class Loader:
    def load(self, rows: pd.DataFrame) -> None:
        rows.to_sql("leads", create_engine("postgresql://crm/leads"), if_exists="append")
