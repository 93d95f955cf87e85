"""What each file of a run holds by itself: known from a former run, or evaluated once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.comments import REMARKED
from pytest_etl_diagram.collection.gists import Gist, gist_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.caching import Cache
    from pytest_etl_diagram.collection.dividing import Division
    from pytest_etl_diagram.collection.evaluation import Evaluation
    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.sources.observing import Disk

_OFTEN = 0.1
"""Seconds after which a process that shares its work lets the others see what it has done."""


class FileReadings:
    """The files of a run, each looked at once.

    `evaluated` and `recalled` are the sources that this process has evaluated, and those that it
    knows from a former run or another process.
    """

    def __init__(
        self, disk: Disk, cache: Cache, evaluation: Evaluation, division: Division
    ) -> None:
        """Take what reads, remembers and evaluates, and the part of this process in the work."""
        self.evaluation = evaluation
        self.evaluated: set[str] = set()
        self.recalled: set[str] = set()
        self._disk = disk
        self._cache = cache
        self._division = division
        self._gists: dict[Path, Gist] = {}
        self._readings: dict[Path, Reading] = {}
        self._drawn: dict[Path, Reading] = {}
        self._told: dict[Path, Reading] = {}

    def prepare(self, paths: Iterable[Path]) -> None:
        """Evaluate this process's part of the files, so that no other one has to."""
        if not self._division.is_shared:
            return
        new = [path for path in paths if self.known(path) is None]
        flushed = time.monotonic()
        for path in self._division.mine_first(new):
            if self._division.take(self._source(path)):
                self._gists[path] = self._evaluate(path)
            if time.monotonic() - flushed > _OFTEN:
                self._cache.flush()
                flushed = time.monotonic()
        self._cache.flush()

    def known(self, path: Path) -> Gist | None:
        """Return what is known of a file without evaluating it, nor waiting for anybody."""
        if path not in self._gists:
            source = self._source(path)
            found = self._cache.gist(source)
            if found is None:
                return None
            self.recalled.add(source)
            self._gists[path] = found
        return self._gists[path]

    def gist(self, path: Path) -> Gist:
        """Return what a run has to know of a file."""
        if path not in self._gists:
            found = self._recall(path)
            self._gists[path] = self._evaluate(path) if found is None else found
        return self._gists[path]

    def drawn(self, path: Path) -> Reading:
        """Return a file's diagrams."""
        return self._half(path, self._drawn, self._cache.drawn)

    def told(self, path: Path) -> Reading:
        """Return what a file adds to other drawings."""
        return self._half(path, self._told, self._cache.told)

    def close(self) -> None:
        """Write what was worked out, and let go of the store."""
        self._cache.close()

    def _recall(self, path: Path) -> Gist | None:
        if self.known(path) is None and not self._division.take(self._source(path)):
            self._division.await_other(lambda: self.known(path))
        return self._gists.get(path)

    def _half(
        self, path: Path, known: dict[Path, Reading], load: Callable[[Gist], Reading | None]
    ) -> Reading:
        """Return a half of a reading, loaded once; the whole where this process evaluated it.

        So it does, too, where the cache has lost a half since it gave the gist.
        """
        if path not in self._readings and path not in known:
            found = load(self.gist(path))
            if found is None:
                self._evaluate(path)
            else:
                known[path] = found
        return self._readings.get(path) or known[path]

    def _evaluate(self, path: Path) -> Gist:
        reading = self._readings[path] = self.evaluation.read(path)
        self.evaluated.add(reading.source)
        answers = ((what, of, self._disk.answer((what, of))) for what, of in reading.questions)
        files = (reading.source, *reading.dependencies)
        remarked = [source for source in files if self._disk.answer((REMARKED, source))]
        gist = gist_of(reading, answers, remarked)
        return self._cache.keep(gist, reading) if reading.questions else gist

    def _source(self, path: Path) -> str:
        return path.relative_to(self._disk.rootdir).as_posix()
