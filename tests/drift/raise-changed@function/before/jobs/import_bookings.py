import csv
from pathlib import Path

import psycopg2
from psycopg2.extras import execute_values


class BadHeader(Exception):
    """The file has other columns than agreed."""


def read_bookings(path: Path) -> list[list[str]]:
    with path.open(newline="") as file:
        header, *rows = csv.reader(file)
    if header != ["booking", "guest", "nights"]:
        raise BadHeader(header)
    return rows


def main() -> None:
    bookings = read_bookings(Path("/data/bookings.csv"))
    with psycopg2.connect("dbname=hotel") as conn, conn.cursor() as cur:
        execute_values(cur, "INSERT INTO bookings VALUES %s", bookings)


if __name__ == "__main__":
    main()
