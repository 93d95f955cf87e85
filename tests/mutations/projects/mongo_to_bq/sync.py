#!/usr/bin/env python3
# quick sync of mongo collections into BigQuery, runs from cron every hour
import datetime as dt
import json
import logging
import sys

import pymongo
from google.api_core.exceptions import GoogleAPIError
from google.cloud import bigquery, storage

PROJECT = "acme-analytics"
BUCKET = "acme-analytics-staging"
COLLECTIONS = ["users", "invoices", "subscriptions"]

mongo = pymongo.MongoClient("mongodb://mongo:27017")["prod"]
bq = bigquery.Client(project=PROJECT)
gcs = storage.Client(project=PROJECT)
log = logging.getLogger("sync")


def dump(name, since):
    docs = mongo[name].find({"updatedAt": {"$gte": since}}, batch_size=5000)
    lines = []
    for doc in docs:
        doc["_id"] = str(doc["_id"])
        lines.append(json.dumps(doc, default=str))
    return lines


def upload(name, lines):
    path = "mongo/%s/%s.jsonl" % (name, dt.date.today())
    blob = gcs.bucket(BUCKET).blob(path)
    blob.upload_from_string("\n".join(lines))
    return "gs://%s/%s" % (BUCKET, path)


def load(name, uri):
    config = bigquery.LoadJobConfig(
        source_format=bigquery.SourceFormat.NEWLINE_DELIMITED_JSON,
        write_disposition="WRITE_APPEND",
        autodetect=True,
    )
    job = bq.load_table_from_uri(uri, "%s.raw.%s" % (PROJECT, name), job_config=config)
    job.result()
    if job.errors:
        raise RuntimeError(job.errors)


def main():
    since = dt.datetime.utcnow() - dt.timedelta(hours=1)
    failed = []
    for name in COLLECTIONS:
        try:
            lines = dump(name, since)
            if not lines:
                log.info("%s: nothing new", name)
                continue
            uri = upload(name, lines)
            load(name, uri)
        except GoogleAPIError as e:
            log.error("%s failed: %s", name, e)
            failed.append(name)
    if failed:
        sys.exit("failed: %s" % ", ".join(failed))
    bq.query("CALL analytics.refresh_marts()").result()


if __name__ == "__main__":
    main()
