import sys

import pandas as pd
from sqlalchemy import create_engine


def main() -> int:
    census = pd.read_csv("/data/census.csv")
    loaded = census.to_sql("census", create_engine("postgresql://gis/census"), if_exists="append")
    if not loaded:
        print("no row was loaded", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
