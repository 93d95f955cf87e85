"""Rows of CSV and JSON-lines files, a chunk at a time, wherever the files are."""

from __future__ import annotations

import json
from abc import abstractmethod
from itertools import islice
from typing import IO, TYPE_CHECKING

import pandas as pd

from extractors.base_extractor import BaseExtractor
from utils.errors import ExtractionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractors.base_extractor import Parameters

CHUNK_ROWS = 10_000


class FileExtractor(BaseExtractor):
    """Reads all files whose key begins with a prefix like `inventory/{date}/`.

    Values of CSV files stay text: what they mean is for the cleaner to say, which drops
    a bad row where a reader would fail on the whole file.
    """

    @abstractmethod
    def keys(self, prefix: str) -> list[str]:
        """Return the keys that begin with `prefix`, sorted."""

    @abstractmethod
    def open(self, key: str) -> IO[bytes]:
        """Return the contents of a file, complete."""

    def extract(self, what: str, parameters: Parameters = None) -> pd.DataFrame:
        return _joined(list(self.chunks(what, parameters)))

    def extract_incremental(
        self, what: str, column: str, since: object, parameters: Parameters = None
    ) -> pd.DataFrame:
        chunks = self.chunks(what, parameters)
        return _joined([chunk[chunk[column] > since] for chunk in chunks])

    def extract_batch(
        self, what: str, offset: int, limit: int, parameters: Parameters = None
    ) -> pd.DataFrame:
        found = []
        for chunk in self.chunks(what, parameters):
            found.append(chunk.iloc[max(offset, 0) : max(offset + limit, 0)])
            offset -= len(chunk)
            if offset + limit <= 0:
                break
        return _joined(found)

    def batches(
        self, what: str, size: int, parameters: Parameters = None
    ) -> Iterator[pd.DataFrame]:
        """Yield all rows, up to `size` at a time, reading each file once."""
        return self.chunks(what, parameters, size)

    def chunks(
        self, what: str, parameters: Parameters = None, size: int = CHUNK_ROWS
    ) -> Iterator[pd.DataFrame]:
        """Yield the rows of one file after the other."""
        for key in self.keys(what.format_map(parameters or {})):
            with self.open(key) as file:
                try:
                    yield from _reader(key, file, size)
                except ValueError as error:  # of pandas, for what is no CSV or JSON
                    raise ExtractionError(f"{key}: {error}") from error


class FolderExtractor(FileExtractor):
    """Files below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keys(self, prefix: str) -> list[str]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        names = (path.relative_to(self.folder).as_posix() for path in found)
        return sorted(name for name in names if name.startswith(prefix))

    def open(self, key: str) -> IO[bytes]:
        return (self.folder / key).open("rb")

    def validate_connection(self) -> None:
        if not self.folder.is_dir():
            raise ExtractionError(f"{self.folder} is no folder")


def _reader(key: str, file: IO[bytes], size: int) -> Iterator[pd.DataFrame]:
    if key.endswith(".csv"):
        return pd.read_csv(file, dtype=str, chunksize=size)
    if key.endswith(".jsonl"):
        return _json_lines(file, size)
    raise ExtractionError(f"{key}: only .csv and .jsonl files can be read")


def _json_lines(file: IO[bytes], size: int) -> Iterator[pd.DataFrame]:
    while lines := list(islice(file, size)):
        yield pd.DataFrame([json.loads(line) for line in lines])


def _joined(chunks: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(chunks, ignore_index=True) if chunks else pd.DataFrame()
