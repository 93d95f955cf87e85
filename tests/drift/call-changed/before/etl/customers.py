import pandas as pd
from sqlalchemy import create_engine


class CustomerCleaner:
    def keep_latest(self, customers: pd.DataFrame) -> pd.DataFrame:
        return customers.sort_values("changed_at").drop_duplicates("customer_id", keep="last")

    def keep_first(self, customers: pd.DataFrame) -> pd.DataFrame:
        return customers.sort_values("changed_at").drop_duplicates("customer_id", keep="first")


def main() -> None:
    engine = create_engine("postgresql://dwh/crm")
    customers = pd.read_csv("s3://crm-exports/customers.csv")
    cleaner = CustomerCleaner()
    customers = cleaner.keep_latest(customers)
    customers.to_sql("customers", engine, if_exists="replace", index=False)


if __name__ == "__main__":
    main()
