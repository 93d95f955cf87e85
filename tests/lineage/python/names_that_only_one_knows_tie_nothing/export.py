import pandas as pd
from sqlalchemy import create_engine


def export_table(table: str, path: str):
    engine = create_engine("postgresql://shop/prod")
    pd.read_sql_table(table, engine).to_csv(path)


if __name__ == "__main__":
    export_table()
