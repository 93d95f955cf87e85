import pandas as pd
from sqlalchemy import create_engine


class ContactSource:
    def read(self) -> pd.DataFrame:
        return pd.read_csv("s3://crm/contacts.csv")


class Warehouse:
    def __init__(self) -> None:
        self.engine = create_engine("postgresql://dwh/crm")

    def load(self, contacts: pd.DataFrame) -> None:
        contacts.to_sql("contacts", self.engine, if_exists="replace")

    def refresh_views(self) -> None:
        with self.engine.begin() as conn:
            conn.exec_driver_sql("REFRESH MATERIALIZED VIEW active_contacts")


def main() -> None:
    warehouse = Warehouse()
    contacts = ContactSource().read()
    warehouse.load(contacts)
    warehouse.refresh_views()


if __name__ == "__main__":
    main()
