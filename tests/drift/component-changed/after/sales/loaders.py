import pandas as pd
from sqlalchemy import create_engine


class CopyLoader:
    def load(self, sales: pd.DataFrame) -> None:
        engine = create_engine("postgresql://dwh/sales")
        sales.to_sql("sales", engine, if_exists="append", index=False)


class BatchLoader:
    def load(self, sales: pd.DataFrame) -> None:
        engine = create_engine("postgresql://dwh/sales")
        sales.to_sql("sales", engine, if_exists="append", index=False)
