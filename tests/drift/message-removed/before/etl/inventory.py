import pandas as pd
from sqlalchemy import create_engine, text


class StockTable:
    def __init__(self, dsn: str) -> None:
        self.engine = create_engine(dsn)

    def clear(self, warehouse: str) -> None:
        with self.engine.begin() as conn:
            conn.execute(text("DELETE FROM stock WHERE warehouse = :w"), {"w": warehouse})

    def fill(self, stock: pd.DataFrame) -> None:
        stock.to_sql("stock", self.engine, if_exists="append", index=False)


def main() -> None:
    table = StockTable("postgresql://dwh/stock")
    stock = pd.read_csv("s3://wms/stock_hamburg.csv")
    table.clear("hamburg")
    table.fill(stock)


if __name__ == "__main__":
    main()
