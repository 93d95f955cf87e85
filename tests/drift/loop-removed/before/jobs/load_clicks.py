import pandas as pd
from sqlalchemy import create_engine


def main() -> None:
    engine = create_engine("postgresql://dwh/web")
    for clicks in pd.read_csv("/data/clicks.csv", chunksize=50_000):
        clicks.to_sql("clicks", engine, if_exists="append", index=False)


if __name__ == "__main__":
    main()
