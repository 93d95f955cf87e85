import pandas as pd

from etl.clients import ApiClient, CachedApiClient


class UsersPipeline:
    def __init__(self) -> None:
        self.client = ApiClient()

    def run(self) -> None:
        pd.DataFrame(self.client.get("users")).to_parquet("s3://lake/users.parquet")


class TeamsPipeline:
    def __init__(self) -> None:
        self.client = CachedApiClient()
        self.fallback = ApiClient()

    def run(self) -> None:
        teams = self.client.get("teams") or self.fallback.get("teams")
        pd.DataFrame(teams).to_parquet("s3://lake/teams.parquet")
