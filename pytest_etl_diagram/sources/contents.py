"""The contents of a project's files: those that are read twice are read from the disk once."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING, BinaryIO

from pytest_etl_diagram.sources.folders import FILE, NOTHING

if TYPE_CHECKING:
    from pytest_etl_diagram.sources.folders import Folders

MAX_KEPT = 10_000_000
"""So many bytes of files that were read before their time are kept until they are wanted."""
MAX_HASHED = 20_000_000
"""A file of more bytes is told apart by its size and time: nobody reads data that long."""


class Contents:
    """The files below a root folder, by their paths relative to it."""

    def __init__(self, folders: Folders) -> None:
        """Take what lies where."""
        self._folders = folders
        self._start = f"{folders.rootdir}/"
        self._kept: dict[str, bytes] = {}
        self._room = MAX_KEPT
        self._hashes: dict[str, str] = {}

    def read(self, path: str, size: int = -1) -> bytes:
        """Return the content of a file, the first `size` bytes at most if that is given.

        Raises OSError where it can't be read. What was kept for it is let go.
        """
        data = self.head(path, size)
        self._room += len(self._kept.pop(path, b""))
        return data

    def head(self, path: str, size: int) -> bytes:
        """Return what `read` does for a look at a file: what is kept stays so."""
        kept = self._kept.get(path)
        if kept is not None:
            return kept if size < 0 else kept[:size]
        with self._open(path) as file:
            return file.read(size)

    def keep(self, path: str, data: bytes) -> None:
        """Take the content of a file that was read for a look at it, and is likely to be wanted.

        It is kept until it is read, if there is room, and its hash for good.
        """
        self._hashes[path] = hashlib.sha256(data).hexdigest()
        if path not in self._kept and len(data) <= self._room:
            self._kept[path] = data
            self._room -= len(data)

    def forget(self) -> None:
        """Let go of what is kept: nothing is going to be read any more."""
        self._kept.clear()
        self._room = MAX_KEPT

    def hash(self, path: str) -> str:
        """Return what tells a content from others: a hash, or what is wrong if it can't be read.

        That is "" for what isn't there, or is refused (see `folders.Listed`).
        """
        kind = self._folders.kind(path)
        if kind != FILE:
            return kind
        if path not in self._hashes:
            try:
                self._hashes[path] = self._hash(path)
            except OSError as error:
                return f"error {error.errno}"
        return self._hashes[path]

    def _hash(self, path: str) -> str:
        with self._open(path) as file:
            status = os.fstat(file.fileno())
            if status.st_size > MAX_HASHED:
                return f"{status.st_size} bytes at {status.st_mtime_ns}"
            return hashlib.sha256(file.read()).hexdigest()

    def _open(self, path: str) -> BinaryIO:
        if self._folders.kind(path) == NOTHING:  # so that no pipe is ever waited for
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return open(self._start + path, "rb")  # noqa: PTH123  1,000 files, quickly
