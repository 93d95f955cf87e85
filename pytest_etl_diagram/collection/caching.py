"""What former runs have worked out, and the other processes of this one."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from pytest_etl_diagram.collection.gists import CODEC, Gist, Outline, digest
from pytest_etl_diagram.model import Location, Problem
from pytest_etl_diagram.model.plain import Codec, PlainError
from pytest_etl_diagram.policy.model import Allowance, Comments, Renamed
from pytest_etl_diagram.sources.observing import FILE
from pytest_etl_diagram.sources.store import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Diagram
    from pytest_etl_diagram.sources.observing import Disk
    from pytest_etl_diagram.sources.store import Store

_SOMETHING = "+"
"""What stands for the hash of what a file tells where nothing is kept."""

_GIST, _DRAWN, _TOLD, _SHEET, _COMMENTS = "gist", "drawn", "told", "sheet", "comments"

_OF_COMMENTS = Codec((Comments, Allowance, Renamed, Location, Problem))


class Cache:
    """Gists and readings by what they depend on: what isn't as it was is as good as not there.

    Without a store nothing is known and nothing is kept.
    """

    def __init__(self, store: Store | None, disk: Disk, stamp: Callable[[str], str]) -> None:
        """Take the store, the disk, and what beside files a file's reading depends on, as text."""
        self.store = store
        self._disk = disk
        self._stamp = stamp

    def gist(self, source: str) -> Gist | None:
        """Return the gist of a file if all that it depends on is as it was."""
        gist = self._load(_GIST, source, self._of_content(source))
        if not isinstance(gist, Gist):
            return None
        answered = all(self._answers(what, of, told) for what, of, told in gist.answers)
        return gist if answered else None

    def keep(self, gist: Gist, reading: Reading) -> Gist:
        """Keep a gist and the reading that it is of; return it with its `told`.

        What can't be written, as it is nested too deeply, counts in this run only.
        """
        if self.store is not None:
            with contextlib.suppress(PlainError, TypeError):
                return self._kept(self.store, gist, reading)
        return replace(gist, told=_SOMETHING) if _tells(reading) else gist

    def _kept(self, store: Store, gist: Gist, reading: Reading) -> Gist:
        from pytest_etl_diagram.diagrams.stored import dump_reading  # noqa: PLC0415 -- if evaluated

        drawn, told = _halves(reading)
        if _tells(reading):
            told_text = dump_reading(told)
            gist = replace(gist, told=digest(told_text))
            if not _holds_secret(told_text):
                store.put(Key(_TOLD, gist.source, self._of_answers(gist)), told_text)
        store.put(Key(_DRAWN, gist.source, self._of_answers(gist)), dump_reading(drawn))
        content = self._of_content(gist.source)
        store.put(Key(_GIST, gist.source, content), CODEC.dumps(gist))
        return gist

    def drawn(self, gist: Gist) -> Reading | None:
        """Return the diagrams of a file, as a reading with nothing else."""
        return self._reading(_DRAWN, gist.source, self._of_answers(gist))

    def told(self, gist: Gist) -> Reading | None:
        """Return what a file adds to other drawings, as a reading with nothing else."""
        return self._reading(_TOLD, gist.source, self._of_answers(gist))

    def sheet(self, name: str, stamp: str) -> tuple[Outline, ...] | None:
        """Return the outlines of drawings that depend on several files, which `stamp` is of."""
        found = self._load(_SHEET, name, self._of_sheet(stamp))
        is_one = isinstance(found, tuple) and all(isinstance(each, Outline) for each in found)
        return found if is_one else None  # type: ignore[return-value]

    def keep_sheet(
        self, name: str, stamp: str, outlines: tuple[Outline, ...], reading: Reading
    ) -> None:
        """Keep such drawings: their outlines, and a reading with the diagrams."""
        if self.store is None:
            return
        from pytest_etl_diagram.diagrams.stored import dump_reading  # noqa: PLC0415 -- if drawn

        key = Key(_SHEET, name, self._of_sheet(stamp))
        with contextlib.suppress(PlainError, TypeError):
            self.store.put(replace(key, shelf=_DRAWN), dump_reading(reading))
            self.store.put(key, CODEC.dumps(outlines))

    def diagrams(self, name: str, stamp: str) -> tuple[Diagram, ...] | None:
        """Return the diagrams of a sheet."""
        found = self._reading(_DRAWN, name, self._of_sheet(stamp))
        return None if found is None else found.diagrams

    def comments(self, source: str) -> Comments | None:
        """Return what the comments of a file say."""
        found = self._load(_COMMENTS, source, self._of_content(source), _OF_COMMENTS.loads)
        return found if isinstance(found, Comments) else None

    def keep_comments(self, source: str, comments: Comments) -> None:
        """Keep what the comments of a file say."""
        if self.store is not None:
            key = Key(_COMMENTS, source, self._of_content(source))
            self.store.put(key, _OF_COMMENTS.dumps(comments))

    def flush(self) -> None:
        """Write what was kept, for the other processes to see."""
        if self.store is not None:
            self.store.flush()

    def close(self) -> None:
        """Write what was kept, and let go of the store."""
        if self.store is not None:
            self.store.close()

    def _of_content(self, source: str) -> str:
        content = self._disk.answer((FILE, source))
        return digest(f"{content}\0{self._stamp(source)}")

    def _of_sheet(self, stamp: str) -> str:
        return digest(f"{self._stamp('')}\0{stamp}")

    def _of_answers(self, gist: Gist) -> str:
        """Return what stands for all that a gist depends on, settings and tool included."""
        return digest(CODEC.dumps((self._stamp(gist.source), gist.answers)))

    def _answers(self, what: str, of: str, told: str) -> bool:
        return what in self._disk.asks and self._disk.answer((what, of)) == told

    def _load(
        self, shelf: str, path: str, stamp: str, loads: Callable[[str], object] = CODEC.loads
    ) -> object:
        """Return what was kept, None where nothing was or it isn't what we write."""
        text = None if self.store is None else self.store.get(Key(shelf, path, stamp))
        if text is None:
            return None
        try:
            return loads(text)
        except PlainError:
            return None

    def _reading(self, shelf: str, path: str, stamp: str) -> Reading | None:
        return cast("Reading | None", self._load(shelf, path, stamp, _load_reading))


def _load_reading(text: str) -> Reading:
    from pytest_etl_diagram.diagrams.stored import load_reading  # noqa: PLC0415 -- if wanted

    return load_reading(text)


def _halves(reading: Reading) -> tuple[Reading, Reading]:
    """Return a reading as two: the diagrams, and what it adds to other drawings."""
    about = replace(reading, problems=(), dependencies=(), hidden=(), questions=())
    drawn = replace(about, structure=None, deployments=(), lineages=())
    return drawn, replace(about, diagrams=())


def _tells(reading: Reading) -> bool:
    """Tell whether a reading adds anything to other drawings."""
    return bool(reading.structure or reading.deployments or reading.lineages)


def _holds_secret(text: str) -> bool:
    """Tell whether a reading as text holds what a drawing would mask: that stays in memory."""
    from pytest_etl_diagram.masking import mask  # noqa: PLC0415 -- of what was evaluated

    return any(mask(row) != row for row in json.loads(text) if isinstance(row, str))
