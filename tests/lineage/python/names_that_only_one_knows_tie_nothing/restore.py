import pandas as pd
from sqlalchemy import create_engine


def restore_table(table: str, path: str):
    engine = create_engine("postgresql://shop/prod")
    pd.read_csv(path).to_sql(table, engine)


if __name__ == "__main__":
    restore_table()
