"""What can be wrong with the database of a store. The messages say why."""

from __future__ import annotations


class UnusableError(Exception):
    """It can neither be read nor written: it is damaged, somebody else's, locked, or not there."""


class WritingError(Exception):
    """It can't be written, but may be read: no permission, a full disk, another process."""
