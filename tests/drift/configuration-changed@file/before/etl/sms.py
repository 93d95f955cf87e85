import pandas as pd
import yaml
from sqlalchemy import create_engine


class SmsPipeline:
    def __init__(self) -> None:
        with open("config/telco.yaml") as file:
            self.config = yaml.safe_load(file)

    def run(self) -> None:
        messages = pd.read_csv(self.config["path"])
        engine = create_engine("postgresql://dwh/telco")
        messages.to_sql("sms", engine, schema=self.config["schema"], if_exists="append")


if __name__ == "__main__":
    SmsPipeline().run()
