"""The errors that a run can end with."""

from __future__ import annotations


class EtlError(Exception):
    """Anything that this project refuses, in words for the person on call."""


class ConfigError(EtlError):
    """A setting that is missing or wrong."""


class ExtractionError(EtlError):
    """A source that answers with something unusable."""


class ValidationError(EtlError):
    """Extracted rows that don't have the agreed shape."""


class LoadError(EtlError):
    """A target that refused the rows; it holds what it held before."""


class DataQualityError(EtlError):
    """Loaded rows that fail the checks made after the load."""


class TransientError(EtlError):
    """A failure that may be gone on the next try.

    `retry_after` is how many seconds the other side asked to be left alone.
    """

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after
