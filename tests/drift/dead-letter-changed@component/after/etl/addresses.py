import pandas as pd
from kafka import KafkaProducer
from sqlalchemy import create_engine


class AddressLoader:
    def __init__(self, dsn: str) -> None:
        self.engine = create_engine(dsn)
        self.producer = KafkaProducer(bootstrap_servers="kafka:9092")

    def load(self, addresses: pd.DataFrame) -> None:
        for row in addresses[addresses["zip"].isna()].to_dict("records"):
            self.producer.send("crm.dlq", row)
        addresses.dropna(subset=["zip"]).to_sql("addresses", self.engine, if_exists="append")


def main() -> None:
    addresses = pd.read_csv("s3://crm-exports/addresses.csv")
    AddressLoader("postgresql://dwh/crm").load(addresses)


if __name__ == "__main__":
    main()
