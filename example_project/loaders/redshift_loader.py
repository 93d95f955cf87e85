# ruff: noqa: S608 -- Table has checked the names
"""Rows into Redshift: staged as Parquet in S3, copied, then put in place of the old ones."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
import pyarrow.parquet as pq
import redshift_connector
from botocore.exceptions import BotoCoreError, ClientError

from loaders.sql_loader import SqlLoader
from utils.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from loaders.table import Table


class RedshiftLoader(SqlLoader):
    """Takes the arguments of redshift_connector.connect, and where and as whom to stage."""

    def __init__(
        self,
        connection: dict[str, Any],
        bucket: str,
        iam_role: str,
        prefix: str = "staging",
        endpoint_url: str = "",
    ) -> None:
        super().__init__(
            lambda: redshift_connector.connect(**connection),
            transient=(redshift_connector.OperationalError, redshift_connector.InterfaceError),
        )
        self.bucket = bucket
        self.iam_role = iam_role
        self.prefix = prefix
        self.s3 = boto3.client("s3", endpoint_url=endpoint_url or None)

    def _write(self, data: pa.Table, table: Table) -> None:
        stage = f"stage_{table.name}"
        same_keys = " AND ".join(f"{table.name}.{key} = {stage}.{key}" for key in table.keys)
        columns = ", ".join(table.columns)
        with self._staged(data, table.name) as uri, self.transaction() as cursor:
            cursor.execute(table.create())
            cursor.execute(table.create("TEMPORARY TABLE", stage))
            self._copy(cursor, stage, uri)
            cursor.execute(f"DELETE FROM {table.name} USING {stage} WHERE {same_keys}")
            cursor.execute(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {stage}")
            cursor.execute(f"DROP TABLE {stage}")

    def _copy(self, cursor: Any, stage: str, uri: str) -> None:
        """Let Redshift read the staged file. COPY takes no bound values: they are quoted."""
        cursor.execute(
            f"COPY {stage} FROM {_quoted(uri)} IAM_ROLE {_quoted(self.iam_role)} FORMAT AS PARQUET"
        )

    @contextmanager
    def _staged(self, data: pa.Table, name: str) -> Iterator[str]:
        """Yield the URI of a file with the rows, which is gone afterwards."""
        key = f"{self.prefix}/{name}/{uuid4()}.parquet"
        file = io.BytesIO()
        pq.write_table(data, file)
        try:
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=file.getvalue())
        except (BotoCoreError, ClientError) as error:
            raise TransientError(f"s3://{self.bucket}/{key}: {error}") from error
        try:
            yield f"s3://{self.bucket}/{key}"
        finally:
            self.s3.delete_object(Bucket=self.bucket, Key=key)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
