"""The sqlite database of a store: one table, made when it is first opened.

- It has sqlite's plain rollback journal, not a write-ahead log: that needs shared memory, which
  network folders don't have, and files beside it, which a read-only folder can't have.
- Transactions are short, and none is open between two calls: who writes waits for others that
  write, for milliseconds, and who reads hardly at all.
- sqlite doesn't wait until the disk has what is written: that would take longer than working it
  out again. A failure of power may damage the file, a crash of the process doesn't.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.sources.store.faults import UnusableError, WritingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

APPLICATION = 0x45544C44
"""What the file's header says of whose file it is: ETLD."""

VERSION = 1
"""The version of the table; the header says it, too."""

_TABLE = (
    "CREATE TABLE texts (name BLOB PRIMARY KEY, digest BLOB NOT NULL,"
    " used INTEGER NOT NULL, text BLOB NOT NULL)"
)
_SCHEMA = {("table", "texts", _TABLE), ("index", "sqlite_autoindex_texts_1", None)}

_FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises: the latter for a damaged file where sqlite's own message quotes it."""


class Database:
    """An open database. Methods raise UnusableError, and WritingError if they write."""

    def __init__(self, file: Path, patience: float) -> None:
        """Open or make it; other processes are waited for for up to `patience` seconds."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise UnusableError(_reason(error)) from error
        try:
            self._run("PRAGMA synchronous = OFF")
            if not self._is_ready():
                self._make()
        except BaseException:
            self.close()
            raise
        self._connection.text_factory = bytes  # so that damage can't make it decode

    def find(self, name: bytes) -> tuple[object, object, object] | None:
        """Return digest, day of the last use, and text of a row; all may be damaged."""
        rows = self._run("SELECT digest, used, text FROM texts WHERE name = ?", name)
        return rows[0] if rows else None

    def write(
        self, rows: Iterable[tuple[bytes, bytes, bytes]], used: Iterable[bytes], day: int
    ) -> None:
        """Write rows of name, digest and text, in place of others of the same name.

        Rows of the names in `used` are noted as used on that day.
        """
        added = [(name, digest, day, text) for name, digest, text in rows]
        noted = [(day, name) for name in used]
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?)", added)
            connection.executemany("UPDATE texts SET used = ? WHERE name = ?", noted)

    def shrink(self, limit: int, day: int) -> None:
        """Where all texts have more than `limit` bytes, remove some until they have 3/4 of it.

        Those used longest ago go first. A day that is still to come, by a clock that was wrong,
        counts as today.
        """
        if self._bytes() <= limit:
            return
        with self._transaction() as connection:
            connection.execute("UPDATE texts SET used = ? WHERE used > ?", (day, day))
            sizes = self._run(
                "SELECT rowid, coalesce(length(text), 0) FROM texts ORDER BY used, rowid"
            )
            excess = sum(size for _, size in sizes) - limit
            if excess > 0:
                gone = _first(sizes, excess + limit // 4)
                connection.executemany("DELETE FROM texts WHERE rowid = ?", gone)

    def close(self) -> None:
        """Close the file, in which nothing is left to be written."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def _bytes(self) -> int:
        """Return how much room all takes that isn't free, quicker than adding up the texts."""
        pages, free, size = map(self._number, ("page_count", "freelist_count", "page_size"))
        return (pages - free) * size

    def _is_ready(self) -> bool:
        """Tell whether the table is there; False if it is to be made (anew).

        Raises UnusableError for a database of somebody else.
        """
        application, version = map(self._number, ("application_id", "user_version"))
        schema = {*self._run("SELECT type, name, sql FROM sqlite_master")}
        if (application, version, schema) == (0, 0, set()):
            return False
        if application != APPLICATION:
            raise UnusableError("it is another program's database")
        if version != VERSION:
            return False
        if schema != _SCHEMA:
            raise UnusableError("it has other tables than this plugin's")
        return True

    def _make(self) -> None:
        with self._transaction() as connection:
            if self._is_ready():
                return  # another process was quicker
            for (name,) in self._run("SELECT name FROM sqlite_master WHERE type = 'table'"):
                quoted = name.replace('"', '""')
                connection.execute(f'DROP TABLE "{quoted}"')
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute(_TABLE)
            self._is_ready()  # raises where something of the old version is left

    def _number(self, pragma: str) -> int:
        return int(self._run(f"PRAGMA {pragma}")[0][0])

    def _run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a statement: one that isn't read to its end would keep a lock."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except _FAULTS as error:
            raise UnusableError(_reason(error)) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # sqlite may have rolled it back itself
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise WritingError(_reason(error)) from error
        except _FAULTS as error:
            raise UnusableError(_reason(error)) from error


def _first(sizes: Iterable[tuple[Any, ...]], excess: int) -> Iterator[tuple[int]]:
    """Yield as many of the first ids of rows as have `excess` bytes, each as a tuple."""
    for row, size in sizes:
        if excess <= 0:
            return
        yield (row,)
        excess -= size


def _reason(error: Exception) -> str:
    """Return an error's words; sqlite quotes names from the file, which may be anything."""
    if isinstance(error, UnicodeDecodeError):
        return "it is damaged"
    return "".join(letter if letter.isprintable() else "?" for letter in str(error))
