import pandas as pd
from sqlalchemy import create_engine


class PaymentLoader:
    def __init__(self, dsn: str) -> None:
        self.engine = create_engine(dsn)

    def load(self, payments: pd.DataFrame, batch_size: int = 1000) -> None:
        payments.to_sql("payments", self.engine, if_exists="append", chunksize=batch_size)


def main() -> None:
    loader = PaymentLoader("postgresql://dwh/finance")
    payments = pd.read_json("https://psp.example/payments.json")
    loader.load(payments, batch_size=50_000)


if __name__ == "__main__":
    main()
