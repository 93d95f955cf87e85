import pandas as pd


def drop_tests(users: pd.DataFrame) -> pd.DataFrame:
    return users[~users["email"].str.endswith("@example.com")]


def lower_emails(users: pd.DataFrame) -> pd.DataFrame:
    return users.assign(email=users["email"].str.lower())
