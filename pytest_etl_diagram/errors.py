"""The errors of this package that cross a layer."""

from __future__ import annotations


class EtlDiagramError(Exception):
    """Base of every error that this package raises on purpose."""


class SourceError(EtlDiagramError):
    """A source file can't be read or parsed.

    `path` is relative to the root folder, `line` counts from 1 (0: unknown).
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        """Keep what a problem needs: where, and the words."""
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path = path
        self.line = line
        self.message = message


class SnapshotFormatError(EtlDiagramError):
    """A snapshot's text is not one that this version wrote; the message says why."""


class WriteError(EtlDiagramError):
    """A file can't be written, and is as it was; `reason` says why and what to do."""

    def __init__(self, path: str, reason: str) -> None:
        """Take the path as it is shown to people."""
        super().__init__(f"{path} can't be written: {reason}")
        self.path = path
        self.reason = reason


class RevisionError(EtlDiagramError):
    """A git revision can't be read; the message says why, without naming the revision."""
