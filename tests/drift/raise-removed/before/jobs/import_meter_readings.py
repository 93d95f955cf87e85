import csv
import logging
from pathlib import Path

import psycopg2
from psycopg2.extras import execute_values

log = logging.getLogger(__name__)
INSERT = "INSERT INTO readings (meter_id, taken_at, kwh) VALUES %s"


class IncompleteFile(Exception):
    """The supplier's file has fewer lines than its trailer says."""


def read_lines(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        *lines, trailer = csv.reader(file, delimiter=";")
    if len(lines) != int(trailer[1]):
        raise IncompleteFile(f"{path.name}: {len(lines)} of {trailer[1]} lines")
    return lines


def main() -> None:
    lines = read_lines(Path("/data/in/readings.csv"))
    with psycopg2.connect("dbname=metering") as conn, conn.cursor() as cur:
        execute_values(cur, INSERT, lines)


if __name__ == "__main__":
    main()
