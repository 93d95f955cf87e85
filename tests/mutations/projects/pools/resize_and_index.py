#!/usr/bin/env python
"""Parse gzipped log files in parallel and index the results in Elasticsearch."""
import glob
import gzip
import json
import logging
import multiprocessing as mp
import os
import re
from concurrent.futures import ThreadPoolExecutor, as_completed

from elasticsearch import Elasticsearch, helpers

LOG_DIR = "/var/log/archive"
LINE = re.compile(r'(?P<ip>\S+) \S+ \S+ \[(?P<ts>[^\]]+)\] "(?P<req>[^"]*)" (?P<status>\d+)')
N_WORKERS = 8
INDEX = "access-logs"

logger = mp.get_logger()
es = Elasticsearch(os.environ.get("ES_URL", "http://localhost:9200"), retry_on_timeout=True)


def parse_file(path):
    records = []
    with gzip.open(path, "rt") as fh:
        for line in fh:
            m = LINE.match(line)
            if m is None:
                continue
            records.append(m.groupdict())
    return path, records


def index_records(item):
    path, records = item
    actions = ({"_index": INDEX, "_source": r} for r in records)
    ok, errors = helpers.bulk(es, actions, chunk_size=2000, raise_on_error=False)
    if errors:
        quarantine(path, errors)
    return ok


def quarantine(path, errors):
    with open(f"/var/quarantine/{os.path.basename(path)}.json", "w") as fh:
        json.dump(errors, fh)


def main():
    paths = sorted(glob.glob(os.path.join(LOG_DIR, "*.gz")))
    if not paths:
        logger.info("no files")
        return 0

    with mp.Pool(processes=N_WORKERS) as pool:
        parsed = pool.map(parse_file, paths, chunksize=4)

    indexed = 0
    with ThreadPoolExecutor(max_workers=16) as executor:
        futures = [executor.submit(index_records, item) for item in parsed]
        for future in as_completed(futures):
            try:
                indexed += future.result()
            except Exception as exc:
                logger.error("indexing failed: %s", exc)
                raise

    es.indices.refresh(index=INDEX)
    return indexed


if __name__ == "__main__":
    main()
