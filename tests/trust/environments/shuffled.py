"""A plugin for pytest: folders are listed in an order that `LISTING_SEED` decides.

An operating system promises no order, and what a test machine happens to give is mostly
the order in which the files were made.
"""

from __future__ import annotations

import os
import random

_RANDOM = random.Random(os.environ.get("LISTING_SEED", "0"))  # noqa: S311 -- no secret
_listdir, _scandir = os.listdir, os.scandir


class _Entries(list):
    """What os.scandir returns: entries, and a context."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop()

    def __iter__(self):
        return self

    def close(self):
        """Forget the rest."""
        self.clear()


def _shuffled_names(*folder):
    names = sorted(_listdir(*folder))
    _RANDOM.shuffle(names)
    return names


def _shuffled_entries(*folder):
    with _scandir(*folder) as found:
        entries = _Entries(sorted(found, key=lambda entry: entry.name))
    _RANDOM.shuffle(entries)
    return entries


os.listdir, os.scandir = _shuffled_names, _shuffled_entries
