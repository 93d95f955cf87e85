import sys

import pandas as pd
from sqlalchemy import create_engine


class OutletStore:
    def __init__(self) -> None:
        self.engine = create_engine("postgresql://retail/outlets")

    def load(self, outlets: pd.DataFrame) -> None:
        outlets.to_sql("outlets", self.engine, if_exists="append", index=False)

    def count(self) -> int:
        return len(pd.read_sql("SELECT id FROM outlets", self.engine))


def main() -> None:
    store = OutletStore()
    outlets = pd.read_csv("/data/outlets.csv")
    if "--dry-run" not in sys.argv:
        store.load(outlets)
        print(store.count())


if __name__ == "__main__":
    main()
