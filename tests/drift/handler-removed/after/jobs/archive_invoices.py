import logging
import sys

import boto3
from botocore.exceptions import ClientError

log = logging.getLogger(__name__)
s3 = boto3.client("s3")


def archive(keys: list[str]) -> None:
    for key in keys:
        s3.copy_object(Bucket="invoices-archive", Key=key, CopySource=f"invoices/{key}")
        s3.delete_object(Bucket="invoices", Key=key)


def main() -> None:
    listing = s3.list_objects_v2(Bucket="invoices", Prefix="2024/")
    keys = [item["Key"] for item in listing["Contents"]]
    archive(keys)


if __name__ == "__main__":
    main()
