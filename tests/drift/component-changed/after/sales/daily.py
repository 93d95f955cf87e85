import pandas as pd

from sales.loaders import BatchLoader


def main() -> None:
    sales = pd.read_csv("s3://shop/sales.csv")
    BatchLoader().load(sales)


if __name__ == "__main__":
    main()
