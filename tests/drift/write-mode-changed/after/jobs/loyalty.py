import pandas as pd
from sqlalchemy import create_engine


def load_points():
    engine = create_engine("postgresql://dwh.example.com/marts")
    points = pd.read_csv("/data/loyalty/points.csv")
    points["points"] = points["points"].fillna(0)
    points.to_sql("loyalty_points", engine, schema="crm", if_exists="append", index=False)


if __name__ == "__main__":
    load_points()
