"""
Nightly job: read invoice parquet files from S3, clean them, and MERGE into Snowflake.
"""
import io
import logging
import os
import sys
from contextlib import contextmanager

import boto3
import pandas as pd
import requests
import snowflake.connector
from botocore.config import Config
from snowflake.connector.pandas_tools import write_pandas

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)

BUCKET = "acme-finance-landing"
PREFIX = "invoices/daily/"
STAGING_TABLE = "INVOICES_STG"
TARGET_TABLE = "FINANCE.PUBLIC.INVOICES"
REQUIRED_COLUMNS = ["INVOICE_ID", "LINE_NO", "CUSTOMER_ID", "AMOUNT"]

MERGE_SQL = f"""
MERGE INTO {TARGET_TABLE} AS t
USING {STAGING_TABLE} AS s
ON t.INVOICE_ID = s.INVOICE_ID AND t.LINE_NO = s.LINE_NO
WHEN MATCHED THEN UPDATE SET t.AMOUNT = s.AMOUNT, t.CUSTOMER_ID = s.CUSTOMER_ID
WHEN NOT MATCHED THEN INSERT (INVOICE_ID, LINE_NO, CUSTOMER_ID, AMOUNT)
VALUES (s.INVOICE_ID, s.LINE_NO, s.CUSTOMER_ID, s.AMOUNT)
"""

s3 = boto3.client("s3", config=Config(retries={"max_attempts": 5, "mode": "standard"}))


@contextmanager
def snowflake_connection():
    conn = snowflake.connector.connect(
        account=os.environ["SNOWFLAKE_ACCOUNT"],
        user=os.environ["SNOWFLAKE_USER"],
        password=os.environ["SNOWFLAKE_PASSWORD"],
        warehouse="LOADING",
        database="FINANCE",
        schema="PUBLIC",
    )
    try:
        yield conn
        conn.commit()
    except Exception:
        conn.rollback()
        raise
    finally:
        conn.close()


def list_keys():
    paginator = s3.get_paginator("list_objects_v2")
    keys = []
    for page in paginator.paginate(Bucket=BUCKET, Prefix=PREFIX):
        for obj in page.get("Contents", []):
            if obj["Key"].endswith(".parquet"):
                keys.append(obj["Key"])
    return keys


def read_parquet(key):
    body = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return pd.read_parquet(io.BytesIO(body))


def clean(df):
    df.columns = [c.upper() for c in df.columns]
    df = df.drop_duplicates(subset=["INVOICE_ID", "LINE_NO"], keep="last")
    df["AMOUNT"] = df["AMOUNT"].round(2)
    return df


def validate_schema(df):
    missing = [c for c in REQUIRED_COLUMNS if c not in df.columns]
    if missing:
        raise ValueError(f"missing columns: {missing}")


def merge_to_snowflake(df):
    with snowflake_connection() as conn:
        cur = conn.cursor()
        cur.execute(f"CREATE OR REPLACE TEMPORARY TABLE {STAGING_TABLE} LIKE {TARGET_TABLE}")
        write_pandas(conn, df, STAGING_TABLE)
        cur.execute(MERGE_SQL)
        logger.info("merged %s rows", cur.rowcount)


def send_slack_alert(text):
    try:
        requests.post(os.environ["SLACK_WEBHOOK_URL"], json={"text": text}, timeout=5)
    except requests.RequestException:
        logger.warning("could not reach slack")


def archive(keys):
    for key in keys:
        s3.copy_object(
            Bucket=BUCKET,
            Key=key.replace("invoices/daily/", "invoices/archive/"),
            CopySource={"Bucket": BUCKET, "Key": key},
        )
        s3.delete_object(Bucket=BUCKET, Key=key)


def main():
    keys = list_keys()
    if not keys:
        logger.info("nothing to do")
        return
    logger.info("found %d files", len(keys))
    try:
        df = pd.concat([read_parquet(k) for k in keys], ignore_index=True)
        df = clean(df)
        validate_schema(df)
        merge_to_snowflake(df)
        archive(keys)
    except Exception as e:
        logger.exception("invoice load failed")
        send_slack_alert(f"Invoice load failed: {e}")
        sys.exit(1)


if __name__ == "__main__":
    main()
