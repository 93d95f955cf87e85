import pandas as pd
from sqlalchemy import create_engine, text

engine = create_engine("postgresql://warehouse/mart")


def replace_day(day: str) -> None:
    sales = pd.read_parquet(f"s3://lake/sales/{day}.parquet")
    conn = engine.connect()
    conn.execute(text("DELETE FROM mart.daily_sales WHERE day = :day"), {"day": day})
    sales.to_sql("daily_sales", conn, schema="mart", if_exists="append", index=False)


if __name__ == "__main__":
    replace_day("2026-01-01")
