import pandas as pd
from sqlalchemy import create_engine


class CurrencyConverter:
    def to_euro(self, rents: pd.DataFrame) -> pd.DataFrame:
        return rents.assign(euro=rents["amount"] / rents["rate"])


class RentLoader:
    def load(self, rents: pd.DataFrame) -> None:
        rents.to_sql("rents", create_engine("postgresql://dwh/rents"), if_exists="append")
