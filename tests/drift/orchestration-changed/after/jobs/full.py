import pandas as pd
from sqlalchemy import create_engine


def load_members() -> None:
    members = pd.read_csv("s3://club/members.csv")
    members.to_sql("members", create_engine("postgresql://club/members"), if_exists="replace")


if __name__ == "__main__":
    load_members()
