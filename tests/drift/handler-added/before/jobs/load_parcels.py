import logging

import pandas as pd
from sqlalchemy import create_engine

log = logging.getLogger(__name__)


def main() -> None:
    engine = create_engine("mysql+pymysql://logistics/parcels")
    parcels = pd.read_json("https://api.carrier.example/v1/parcels.json")
    parcels = parcels.drop_duplicates(subset=["barcode"])
    parcels.to_sql("parcels", engine, if_exists="append", index=False)


if __name__ == "__main__":
    main()
