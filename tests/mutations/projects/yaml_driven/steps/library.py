import pandas as pd

from steps.base import Step, StepError


class Deduplicate(Step):
    name = "deduplicate"

    def __init__(self, keys):
        self.keys = keys

    def execute(self, df):
        return df.drop_duplicates(subset=self.keys)


class NormalizeCountry(Step):
    name = "normalize_country"
    aliases = {"UK": "GB", "Deutschland": "DE"}

    def execute(self, df):
        return df.assign(country=df["country"].replace(self.aliases).str.upper())


class CheckEmails(Step):
    name = "check_emails"

    def __init__(self, max_invalid=0.05):
        self.max_invalid = max_invalid

    def execute(self, df):
        valid = df["email"].str.contains("@", na=False)
        share = 1 - valid.mean()
        if share > self.max_invalid:
            raise StepError(self.name, f"{share:.0%} invalid e-mails")
        return df[valid]
