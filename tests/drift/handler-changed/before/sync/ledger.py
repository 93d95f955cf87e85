import sys

import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError, OperationalError


def main() -> None:
    entries = pd.read_csv("/mnt/erp/ledger.csv")
    engine = create_engine("postgresql://books/ledger")
    try:
        entries.to_sql("entries", engine, if_exists="append", index=False)
    except (IntegrityError, OperationalError) as error:
        sys.exit(f"the ledger stays as it was: {error}")


if __name__ == "__main__":
    main()
