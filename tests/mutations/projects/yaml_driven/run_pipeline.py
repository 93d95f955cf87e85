import logging
import os
import sys
from pathlib import Path

import pandas as pd
import yaml
from google.cloud import bigquery
from sqlalchemy import create_engine

from steps.base import Step, StepError
from steps.library import CheckEmails, Deduplicate, NormalizeCountry

logger = logging.getLogger("pipeline")


def load_config(path: str = "pipeline.yaml") -> dict:
    text = Path(path).read_text()
    return yaml.safe_load(os.path.expandvars(text))


class Pipeline:
    def __init__(self, config: dict, steps: list[Step]):
        self.config = config
        self.steps = steps

    def extract(self) -> pd.DataFrame:
        source = self.config["source"]
        engine = create_engine(source["dsn"])
        chunks = pd.read_sql(source["query"], engine, chunksize=self.config["batch_size"])
        return pd.concat(chunks)

    def transform(self, df: pd.DataFrame) -> pd.DataFrame:
        for step in self.steps:
            before = len(df)
            df = step.execute(df)
            logger.info("%s: %d -> %d", step.name, before, len(df))
        return df

    def load(self, df: pd.DataFrame) -> None:
        target = self.config["target"]
        client = bigquery.Client()
        job = client.load_table_from_dataframe(
            df,
            target["table"],
            job_config=bigquery.LoadJobConfig(write_disposition=target["write_disposition"]),
        )
        job.result()

    def run(self) -> None:
        df = self.extract()
        df = self.transform(df)
        self.load(df)


def main() -> int:
    config = load_config(sys.argv[1] if len(sys.argv) > 1 else "pipeline.yaml")
    steps = [
        Deduplicate(keys=["id"]),
        NormalizeCountry(),
        CheckEmails(max_invalid=0.1),
    ]
    try:
        Pipeline(config, steps).run()
    except StepError as error:
        logger.error("step %s failed", error.step)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
