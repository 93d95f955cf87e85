import pandas as pd
from sqlalchemy import create_engine


class PaymentLoader:
    def __init__(self, dsn: str) -> None:
        self.engine = create_engine(dsn)

    def load(self, payments: pd.DataFrame, unique: str) -> None:
        payments.drop_duplicates(unique).to_sql("payments", self.engine, if_exists="append")


def main() -> None:
    loader = PaymentLoader("postgresql://dwh/finance")
    payments = pd.read_json("https://psp.example/payments.json")
    loader.load(payments, unique="order_id")


if __name__ == "__main__":
    main()
