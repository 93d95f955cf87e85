"""How the workers of pytest-xdist divide the files of a run: each is evaluated by one of them.

All workers have to collect the same items, so each has to know what every file holds. A file
that another one has claimed is waited for; what it holds comes through the store that they share.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pytest_etl_diagram.sources.store import Claims

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pytest

_KEY = "etl_diagram_share"
_PAUSE = 0.005
PATIENCE = 5.0
"""Seconds without anything new from the other workers after which this one goes on alone."""

T = TypeVar("T")


class Division:
    """The part of one process in the work of a run."""

    def __init__(self, share: Path | None = None, worker: int = 0, workers: int = 1) -> None:
        """Take the folder that the workers share, None for a process that works alone."""
        self._claims = Claims(share) if share is not None else None
        self._worker = worker
        self._workers = workers

    @classmethod
    def of(cls, config: pytest.Config) -> Division:
        """Return the part of the process that `config` belongs to."""
        share = shared_folder(config)
        if share is None:
            return cls()
        told: dict[str, Any] = config.workerinput  # type: ignore[attr-defined]  # xdist's
        number = str(told["workerid"]).removeprefix("gw")
        return cls(share, int(number) if number.isdecimal() else 0, int(told["workercount"]))

    @property
    def is_shared(self) -> bool:
        """Tell whether other processes may do a part of the work."""
        return self._claims is not None

    def mine_first(self, work: Sequence[T]) -> Sequence[T]:
        """Return what is to be done so that the workers begin at different ends of it."""
        start = len(work) * self._worker // max(self._workers, 1)
        return [*work[start:], *work[:start]]

    def take(self, name: str) -> bool:
        """Tell whether this process is to do the work of a name; true for one process only."""
        return self._claims is None or self._claims.take(name)

    def await_other(self, look: Callable[[], T | None]) -> T | None:
        """Return what another process has claimed, as soon as `look` finds it.

        None where it doesn't come: that worker may have crashed, and nothing is waited
        for any more.
        """
        until = time.monotonic() + PATIENCE
        while self._claims is not None:
            found = look()
            if found is not None:
                return found
            if time.monotonic() > until:
                self._claims = None
            time.sleep(_PAUSE)
        return None


class SharedFolder:
    """The folder that the workers of this process share: made when the first one starts."""

    def __init__(self) -> None:
        """Start without one."""
        self._folder: str | None = None

    def tell(self, node: Any) -> None:  # noqa: ANN401 -- xdist's
        """Tell a worker where the folder is."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="pytest-etl-diagram-")
        node.workerinput[_KEY] = self._folder

    def remove(self) -> None:
        """Remove the folder, whatever is in it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def shared_folder(config: pytest.Config) -> Path | None:
    """Return the folder that a worker shares with the others; one on another machine has none."""
    told = getattr(config, "workerinput", {}).get(_KEY)
    return Path(told) if told is not None and Path(told).is_dir() else None
