"""Dividing work among processes: who is the first to claim it does it."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Claims:
    """The claims of several processes, kept as empty files in one folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made if it doesn't exist."""
        self._folder = folder

    def take(self, name: str) -> bool:
        """Claim something by its name; tell whether this is the first claim of all.

        Where the file system fails, every claim is the first one: work done twice is better than
        work not done.
        """
        file = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        try:
            os.close(os.open(self._folder / file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        except OSError:
            return True
        return True
