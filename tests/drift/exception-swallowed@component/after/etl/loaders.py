import logging

import pandas as pd
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


class ChunkLoader:
    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)

    def load(self, rows: pd.DataFrame) -> None:
        for start in range(0, len(rows), 1000):
            chunk = rows.iloc[start : start + 1000]
            try:
                chunk.to_sql("readings", self.engine, if_exists="append", index=False)
            except SQLAlchemyError:
                log.exception("chunk from %d is skipped", start)
