import pandas as pd

from etl.clients import CsvStore as Store


class VotesPipeline:
    def __init__(self) -> None:
        self.store = Store()

    def run(self) -> None:
        self.store.save(pd.read_json("https://parliament.example/votes.json"))
