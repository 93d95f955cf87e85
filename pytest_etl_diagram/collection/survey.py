"""What one process read of the pipeline files, for finding orphans."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pytest_etl_diagram.model import Problem


@dataclass(frozen=True, slots=True)
class Survey:
    """What the pipeline files held that one process read, for finding orphans.

    `nodeids` are the items that were collected, `snapshots` the paths that
    diagrams are compared with, `sources` the files, all relative to the root
    folder. `unclear` are the sources that might hold more than could be read.
    `projects` are the whole projects that could be drawn, by the paths of their
    snapshots. `unused` are what to say of the comments that allow or rename
    something, should nothing turn out to be covered by them. `evaluated` are the
    files that were evaluated, `recalled` those that the cache knew; `cautions` say
    what kept the cache from being used.
    """

    nodeids: frozenset[str] = frozenset()
    snapshots: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    problems: frozenset[Problem] = frozenset()
    unused: frozenset[Problem] = frozenset()
    evaluated: frozenset[str] = frozenset()
    recalled: frozenset[str] = frozenset()
    cautions: frozenset[str] = frozenset()

    def __or__(self, other: Survey) -> Survey:
        """Return what both processes found."""
        return Survey(
            self.nodeids | other.nodeids,
            self.snapshots | other.snapshots,
            self.sources | other.sources,
            self.unclear | other.unclear,
            self.projects | other.projects,
            self.problems | other.problems,
            self.unused | other.unused,
            self.evaluated | other.evaluated,
            self.recalled | other.recalled,
            self.cautions | other.cautions,
        )

    def pack(self) -> dict[str, Any]:
        """Return the survey as plain data, which a worker process can send."""
        names = {name: sorted(getattr(self, name)) for name in _SETS_OF_NAMES}
        problems = {name: [asdict(each) for each in getattr(self, name)] for name in _PROBLEMS}
        return {**names, **problems}

    @classmethod
    def unpack(cls, data: dict[str, Any]) -> Survey:
        """Return the survey that `pack` made `data` of."""
        problems, unused = (frozenset(Problem(**p) for p in data[name]) for name in _PROBLEMS)
        names = {name: frozenset(data[name]) for name in _SETS_OF_NAMES}
        return cls(**names, problems=problems, unused=unused)


_SETS_OF_NAMES = (
    "nodeids", "snapshots", "sources", "unclear", "projects", "evaluated", "recalled", "cautions",
)  # fmt: skip
_PROBLEMS = ("problems", "unused")
