import pandas as pd
from sqlalchemy import create_engine

from etl.cleaning import drop_tests, lower_emails


class UsersPipeline:
    def run(self) -> None:
        users = pd.read_csv("s3://app/users.csv")
        users = lower_emails(drop_tests(users))
        users.to_sql("users", create_engine("postgresql://dwh/app"), if_exists="replace")
