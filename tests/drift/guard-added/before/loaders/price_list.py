import pandas as pd
from sqlalchemy import create_engine, text

engine = create_engine("postgresql://warehouse/pricing")


def main() -> None:
    prices = pd.read_excel("/mnt/share/price_list.xlsx")
    conn = engine.connect()
    conn.execute(text("TRUNCATE pricing.current"))
    prices.to_sql("current", conn, schema="pricing", if_exists="append", index=False)


if __name__ == "__main__":
    main()
