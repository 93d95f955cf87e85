import pandas as pd
from sqlalchemy import create_engine


def export_orders():
    engine = create_engine("mysql+pymysql://dwh.example.com/prod")
    orders = pd.read_sql("SELECT * FROM orders", engine)
    orders.to_csv("out/orders.csv")


if __name__ == "__main__":
    export_orders()
