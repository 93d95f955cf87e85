import pandas as pd
import yaml
from sqlalchemy import create_engine


class CdrPipeline:
    def __init__(self) -> None:
        with open("config/etl.yaml") as file:
            self.config = yaml.safe_load(file)

    def run(self) -> None:
        calls = pd.read_csv(self.config["source"])
        engine = create_engine("postgresql://dwh/telco")
        calls.to_sql("calls", engine, schema=self.config["schema"], chunksize=10_000)


if __name__ == "__main__":
    CdrPipeline().run()
