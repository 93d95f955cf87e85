import pandas as pd
from sqlalchemy import create_engine


def load_members() -> None:
    members = pd.read_csv("s3://club/members_delta.csv")
    members.to_sql("members", create_engine("postgresql://club/members"), if_exists="append")


if __name__ == "__main__":
    load_members()
