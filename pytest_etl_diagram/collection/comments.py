"""What the comments of the files of a run say to this plugin, each file read once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Location, Problem
from pytest_etl_diagram.policy.leftovers import expired, unused
from pytest_etl_diagram.policy.model import Comments
from pytest_etl_diagram.sources.comments import MARK
from pytest_etl_diagram.sources.text import MAX_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.collection.caching import Cache
    from pytest_etl_diagram.model import Diagram, LocatedDrift, Place
    from pytest_etl_diagram.policy.model import Allowance, Remark
    from pytest_etl_diagram.sources.observing import Disk

REMARKED = "remarked"
"""The sort of question whether a file may have a comment for this plugin: `yes` or ""."""

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_MARKS = tuple(MARK.encode(encoding) for encoding in _ENCODINGS)

_FAULT = "its comments can't be read because of a fault in pytest-etl-diagram: {!r}"


def today() -> date:
    """Return the user's day, before which something that is allowed may have expired."""
    return date.today()  # noqa: DTZ011 -- in the user's time zone


class KnownComments:
    """The comments of files, by their path relative to the root folder."""

    def __init__(self, disk: Disk, cache: Cache) -> None:
        """Start with nothing read; the disk learns to answer REMARKED."""
        self._disk = disk
        self._cache = cache
        self._read: dict[str, Comments] = {}
        disk.asks[REMARKED] = self._may_speak

    def of(self, source: str) -> Comments:
        """Return what the comments of one file say; of "", which is none, nothing."""
        if source not in self._read:
            speaks = bool(source) and self._disk.answer((REMARKED, source))
            self._read[source] = self._known(source) if speaks else Comments()
        return self._read[source]

    def allowing(
        self,
        diagram: Diagram,
        hits: Iterable[LocatedDrift],
        locate: Callable[[Place], Location],
    ) -> tuple[tuple[Allowance, ...], Location | None]:
        """Return what may allow some of a diagram's drifts, and where the diagram itself is made.

        The latter is only worked out where a comment could be about it.
        """
        place = dict(diagram.places).get("")
        own_source = diagram.source if place is None else place.path
        told = (place for hit in hits for place in (hit.location, hit.stage) if place)
        sources = dict.fromkeys([own_source, *(place.path for place in told)])
        found = tuple(each for source in sources for each in self.of(source).allowances)
        if not self.of(own_source).allowances:
            return found, None
        return found, Location(own_source) if place is None else locate(place)

    def survey(self, sources: Iterable[str]) -> tuple[frozenset[Problem], frozenset[Problem]]:
        """Return what is wrong with comments, and what to say of each that turns out unused.

        `sources` are the files that were read; those asked for before count as well.
        """
        known = [self.of(source) for source in {*sources, *self._read}]
        wrong = frozenset(each for comments in known for each in comments.problems)
        allowances = [each for comments in known for each in comments.allowances]
        valid = [each for each in allowances if not each.is_expired(today())]
        renamed = [each for comments in known for each in comments.renamed]
        entries: list[Remark] = [*valid, *renamed]
        return wrong | expired(allowances, today()), frozenset(map(unused, entries))

    def _may_speak(self, source: str) -> str:
        try:
            data = self._disk.contents.read(source, MAX_CODE)
        except OSError:  # where it is read for its own sake, a problem says that it can't be
            return ""
        return "yes" if any(mark in data for mark in _MARKS) else ""

    def _known(self, source: str) -> Comments:
        found = self._cache.comments(source)
        return self._attempt(source) if found is None else found

    def _attempt(self, source: str) -> Comments:
        from pytest_etl_diagram.diagrams.project import deep_stack  # noqa: PLC0415 -- few need it
        from pytest_etl_diagram.policy.comments import read_comments  # noqa: PLC0415 -- the parsers

        try:
            with deep_stack():
                found = read_comments(self._disk.rootdir / source, source)
        except Exception as error:  # noqa: BLE001 -- one file must not hide the diagrams of the others
            fault = Problem(source, 0, _FAULT.format(error), fatal=False)
            return Comments(problems=(fault,))
        self._cache.keep_comments(source, found)
        return found
