import pandas as pd
from sqlalchemy import create_engine


def load_accounts() -> None:
    accounts = pd.read_csv("/data/accounts.csv")
    accounts.to_sql("accounts", create_engine("postgresql://dwh/bank"), if_exists="append")


if __name__ == "__main__":
    load_accounts()
