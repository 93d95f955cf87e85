from datetime import date

import pandas as pd
import requests
from sqlalchemy import create_engine

QUERY = "SELECT shop, sum(amount) AS amount FROM mart.sales GROUP BY shop"


def main() -> None:
    report = pd.read_sql(QUERY, create_engine("postgresql://dwh/mart"))
    report.to_csv("/srv/reports/sales.csv", index=False)
    if date.today().day == 1:
        requests.put("https://erp.example/closing", data=report.to_csv(), timeout=60)


if __name__ == "__main__":
    main()
