"""Starts both; the folder and the target of the first are known here only."""

import sys

from jobs.orders import OrdersJob
from jobs.totals import TotalsJob


def main():
    if sys.argv[1] == "orders":
        OrdersJob("landing", "s3://lake/orders.parquet").run()
    else:
        TotalsJob().run()


if __name__ == "__main__":
    main()
