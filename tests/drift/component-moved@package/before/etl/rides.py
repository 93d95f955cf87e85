import pandas as pd

from etl.loaders import ParquetLoader


def main() -> None:
    ParquetLoader().load(pd.read_csv("/data/rides.csv"))


if __name__ == "__main__":
    main()
