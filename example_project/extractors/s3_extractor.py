"""Rows of the files in a bucket, through boto3."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from extractors.file_extractor import FileExtractor
from utils.errors import ExtractionError, TransientError
from utils.retry import retry_with_backoff

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = 8 * 1024 * 1024
_SERVER_ERROR = 500


class S3Extractor(FileExtractor):
    """Streams objects: more than 8 MB of one are kept on disk, never in memory."""

    def __init__(self, bucket: str, endpoint_url: str = "") -> None:
        self.bucket = bucket
        self.client = boto3.client(
            "s3", endpoint_url=endpoint_url or None, config=Config(retries={"mode": "standard"})
        )

    @retry_with_backoff(retries=3, backoff_factor=0.5)
    def keys(self, prefix: str) -> list[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        with _translated(f"s3://{self.bucket}/{prefix}"):
            return sorted(item["Key"] for page in pages for item in page.get("Contents", ()))

    @retry_with_backoff(retries=3, backoff_factor=0.5)
    def open(self, key: str) -> IO[bytes]:
        """Return an object's contents once they have come whole.

        A connection lost in the middle is retried before the first row is passed on, so
        that no row comes twice.
        """
        contents = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 -- the caller closes it
        with _translated(f"s3://{self.bucket}/{key}"):
            body = self.client.get_object(Bucket=self.bucket, Key=key)["Body"]
            shutil.copyfileobj(body, contents)
        contents.seek(0)
        return contents

    def validate_connection(self) -> None:
        with _translated(f"s3://{self.bucket}"):
            self.client.head_bucket(Bucket=self.bucket)

    def close(self) -> None:
        self.client.close()


@contextmanager
def _translated(what: str) -> Iterator[None]:
    """Turn errors of boto3 into ours."""
    try:
        yield
    except BotoCoreError as error:  # no answer, or half of one
        raise TransientError(f"{what}: {error}") from error
    except ClientError as error:
        failed = error.response["ResponseMetadata"]["HTTPStatusCode"] >= _SERVER_ERROR
        raise (TransientError if failed else ExtractionError)(f"{what}: {error}") from error
