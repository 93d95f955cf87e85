"""A store of texts on the disk, which lasts from run to run and is shared by processes.

It may be lost at any time, and it is never in the way: whatever is wrong with its file is warned
about once, and from then on nothing is found in it and nothing kept.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.store.faults import UnusableError, WritingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_etl_diagram.sources.store.database import Database

MAX_BYTES = 64 << 20
"""How much text is kept. What is kept of a file has 4 KB (Airflow's examples) to 13 KB (plain
Python with many flows), so this is room for 5,000 files, or for several states of fewer: branches,
versions of this package."""

PATIENCE = 3.0
"""Seconds to wait for other processes. Each writes for milliseconds, so that is a lot of them."""

_BATCH_BYTES = 1 << 20
"""How much text is collected before it is written."""

_SECONDS_OF_A_DAY = 86_400

_REMEDY = "see to that, or run `pytest --cache-clear` once to begin with a new one"


@dataclass(frozen=True, slots=True)
class Key:
    """What a text is found by.

    `shelf` says what sort of text it is, `path` is that of the source that it is about, relative
    to the root folder, and `stamp` is a digest of all that it depends on.
    """

    shelf: str
    path: str
    stamp: str

    def name(self) -> bytes:
        """Return the key as 16 bytes."""
        lengths = f"{len(self.shelf)} {len(self.path)} "
        return _digest(_encode(f"{lengths}{self.shelf}{self.path}{self.stamp}"))


class Store:
    """Texts by keys, in one file. Nothing that is wrong with the file makes a method raise."""

    def __init__(
        self,
        file: Path,
        warn: Callable[[str], None],
        limit: int = MAX_BYTES,
        patience: float = PATIENCE,
    ) -> None:
        """Take the file, which is opened (or made) when it is first needed.

        `warn` is told what is wrong with it, in words for the user. Of texts, up to `limit` bytes
        are kept. Other processes are waited for for up to `patience` seconds.
        """
        self._file = file
        self._warn = warn
        self._limit = limit
        self._patience = patience
        self._day = int(time.time() // _SECONDS_OF_A_DAY)
        self._database: Database | None = None
        self._is_readable = True
        self._is_writable = True
        self._is_damage_told = False
        self._pending: dict[bytes, bytes] = {}
        self._pending_bytes = 0
        self._used: set[bytes] = set()

    def get(self, key: Key) -> str | None:
        """Return the text of a key, None if it isn't there."""
        name = key.name()
        if name in self._pending:
            return _decode(self._pending[name])
        database = self._open()
        if database is None:
            return None
        try:
            row = database.find(name)
        except UnusableError as error:
            self._give_up(error)
            return None
        return None if row is None else self._checked(name, *row)

    def put(self, key: Key, text: str) -> None:
        """Keep a text, in place of another one of that key; it is written later, with others.

        One that is longer than all that may be kept is not kept.
        """
        data = _encode(text)
        if not self._is_writable or len(data) > self._limit:
            return
        self._pending[key.name()] = data
        self._pending_bytes += len(data)
        if self._pending_bytes > _BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what was put, for other processes to see."""
        if self._pending:
            self._write()

    def close(self) -> None:
        """Write what was put, remove what is too much, and close the file.

        That texts were used is written, too, unless it was on the same day.
        """
        if self._pending or self._used:
            self._write(last=True)
        if self._database is not None:
            self._database.close()
            self._database = None

    def _open(self) -> Database | None:
        """Return the database; None if it can't be used."""
        if self._database is not None or not self._is_readable:
            return self._database
        try:
            from pytest_etl_diagram.sources.store.database import Database  # noqa: PLC0415 -- if used

            self._database = Database(self._file, self._patience)
        except (UnusableError, WritingError) as error:
            self._give_up(error)
        except ImportError as error:
            self._give_up(f"this Python has no sqlite3: {error}")
        return self._database

    def _checked(self, name: bytes, digest: object, used: object, text: object) -> str | None:
        """Return the text of a row, None if it isn't what was written."""
        if not isinstance(text, bytes) or digest != _digest(name + text):
            if not self._is_damage_told:
                self._is_damage_told = True
                self._warn(
                    f"the cache {self._file} is damaged: what it held of a file is worked out "
                    "anew. `pytest --cache-clear` makes a new one"
                )
            return None
        if used != self._day:
            self._used.add(name)
        return _decode(text)

    def _write(self, *, last: bool = False) -> None:
        rows = [(name, _digest(name + text), text) for name, text in self._pending.items()]
        used = sorted(self._used)
        self._pending, self._pending_bytes, self._used = {}, 0, set()
        database = self._open()
        if database is None or not self._is_writable:
            return
        try:
            database.write(rows, used, self._day)
            if last:
                database.shrink(self._limit, self._day)
        except UnusableError as error:
            self._give_up(error)
        except WritingError as error:
            self._is_writable = False
            if rows:  # else nothing is lost
                self._warn(f"nothing is kept in the cache {self._file}: {error}; {_REMEDY}")

    def _give_up(self, reason: object) -> None:
        self._is_readable = self._is_writable = False
        self._pending, self._used = {}, set()
        if self._database is not None:
            self._database.close()
            self._database = None
        self._warn(f"the cache {self._file} isn't used: {reason}; {_REMEDY}")


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
