import logging

import pandas as pd
from sqlalchemy import create_engine

log = logging.getLogger(__name__)


def main() -> None:
    grades = pd.read_json("https://school.example/api/grades.json")
    if grades.empty:
        log.info("nothing new")
        return
    grades.to_sql("grades", create_engine("sqlite:///grades.db"), if_exists="replace")


if __name__ == "__main__":
    main()
