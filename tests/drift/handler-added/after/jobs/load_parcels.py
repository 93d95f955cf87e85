import logging

import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

log = logging.getLogger(__name__)


def main() -> None:
    engine = create_engine("mysql+pymysql://logistics/parcels")
    parcels = pd.read_json("https://api.carrier.example/v1/parcels.json")
    parcels = parcels.drop_duplicates(subset=["barcode"])
    try:
        parcels.to_sql("parcels", engine, if_exists="append", index=False)
    except OperationalError as error:
        log.error("parcels of today are not loaded")
        raise SystemExit(3) from error


if __name__ == "__main__":
    main()
