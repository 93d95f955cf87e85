#!/usr/bin/env python3
"""Import bike trips from CSV into Postgres.

Usage: import_trips.py trips.csv --batch-size 1000
"""
import argparse
import csv
import logging
import os
import sys
from datetime import datetime
from itertools import islice

import psycopg2

log = logging.getLogger("import_trips")

DB_URL = os.environ.get("DATABASE_URL", "postgresql://localhost/bikes")
BATCH_SIZE = 1000

INSERT_SQL = """
    INSERT INTO trips (trip_id, station_id, started_at, duration_s)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (trip_id, station_id) DO UPDATE
        SET started_at = EXCLUDED.started_at, duration_s = EXCLUDED.duration_s
"""


def extract(path):
    """Yield rows of the file one by one."""
    with open(path, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            yield row


def transform(rows):
    for row in rows:
        try:
            started = datetime.fromisoformat(row["started_at"])
            duration = int(row["duration"])
        except (KeyError, ValueError) as e:
            log.warning("skipping bad row %r: %s", row, e)
            continue
        if duration <= 0:
            continue
        yield row["trip_id"], row["station_id"], started, duration


def batches(iterable, size):
    it = iter(iterable)
    while True:
        chunk = list(islice(it, size))
        if not chunk:
            return
        yield chunk


def load(rows, batch_size=BATCH_SIZE):
    conn = psycopg2.connect(DB_URL)
    total = 0
    with conn:
        with conn.cursor() as cur:
            for batch in batches(rows, batch_size):
                cur.executemany(INSERT_SQL, batch)
                total += len(batch)
                log.info("loaded %d rows", total)
    conn.close()
    return total


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path")
    parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.INFO)

    rows = transform(extract(args.path))
    if args.dry_run:
        count = sum(1 for _ in rows)
        print(f"would load {count} rows")
        return 0

    count = load(rows, args.batch_size)
    if count == 0:
        log.error("no rows loaded")
        return 1
    log.info("done: %d", count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
