from abc import ABC, abstractmethod

import pandas as pd
from sqlalchemy import create_engine


class Job(ABC):
    table: str

    def run(self) -> None:
        engine = create_engine("postgresql://dwh/raw")
        self.extract().to_sql(self.table, engine, if_exists="append", index=False)

    @abstractmethod
    def extract(self) -> pd.DataFrame: ...


class FileJob(Job):
    """A job that reads a file."""
