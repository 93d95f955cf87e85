import pandas as pd
import yaml
from sqlalchemy import create_engine


class CdrPipeline:
    def __init__(self) -> None:
        with open("config/etl.yaml") as file:
            self.config = yaml.safe_load(file)

    def run(self) -> None:
        calls = pd.read_csv(self.config["source"]["path"])
        engine = create_engine(self.config["target"]["url"])
        calls.to_sql("calls", engine, schema="raw", if_exists="append")


if __name__ == "__main__":
    CdrPipeline().run()
