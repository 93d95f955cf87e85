import pandas as pd

from sales.loaders import CopyLoader


def main() -> None:
    sales = pd.read_csv("s3://shop/sales.csv")
    CopyLoader().load(sales)


if __name__ == "__main__":
    main()
