"""The snapshot that a diagram had under another name, or when its file lay elsewhere.

A renamed DAG, a moved file: the diagram has no snapshot, and there is one without a diagram.
That is one change, and not a diagram gone and another one come.

Where a file's diagrams or a folder's files were renamed, there are as many of both. So a snapshot
is parsed only where it may be the one, what a drawing says is looked up as a whole first, and
drawings are weighed against each other only where they are few.
"""

# ruff: noqa: PLC0415 -- most runs have no such diagram, and don't pay for reading and comparing

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.header import header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pytest_etl_diagram.model import Diagram, Graph

ENOUGH = 0.5
"""The likeness from which two drawings may be of one pipeline."""

MOST_WEIGHED = 4_000
"""Above this many (snapshot, diagram) pairs only drawings that say the same are one pipeline's."""

MOST_MOVED = 200
"""Above this many snapshots of files that are gone, a moved diagram is known by its name only."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A snapshot that a diagram had: its path, what it says, and the file it was of.

    The text is as the present format has it.
    """

    path: str
    text: str
    graph: Graph
    source: str


@dataclass(frozen=True, slots=True)
class _Unread:
    """A snapshot of which only the header was looked at."""

    path: str
    text: str
    source: str
    kind: str
    name: str


class Predecessors:
    """Finds predecessors among the snapshots of one time: on disk, or of a git revision."""

    def __init__(
        self, texts: Callable[[], Mapping[str, str]], exists: Callable[[str], bool]
    ) -> None:
        """Take how to get the texts of all snapshots by path, and whether a source is there."""
        self._texts = texts
        self._exists = exists
        self._graphs: dict[str, Predecessor | None] = {}
        self._renamed: dict[tuple[str, str], dict[str, Predecessor]] = {}

    def find(
        self, diagram: Diagram, siblings: Iterable[Diagram], path_of: Callable[[Diagram], str]
    ) -> Predecessor | None:
        """Return the snapshot that a diagram without one had before, None where there is none.

        `siblings` are all diagrams of its file, itself among them; `path_of` tells where the
        snapshot of a diagram lies. Of the same file another diagram may have taken the name of
        none of them; of other files only those that aren't there any more are looked at.
        """
        if not diagram.source:
            return None
        key = diagram.kind, diagram.source
        if key not in self._renamed:
            of_kind = [each for each in siblings if each.kind == diagram.kind]
            self._renamed[key] = self._renamed_among(of_kind, self._unread.get(key, ()), path_of)
        return self._renamed[key].get(diagram.name) or self._moved_to(diagram)

    def _renamed_among(
        self,
        diagrams: Sequence[Diagram],
        here: Sequence[_Unread],
        path_of: Callable[[Diagram], str],
    ) -> dict[str, Predecessor]:
        """Return the predecessors of a file's diagrams of one kind by their names."""
        if not here:
            return {}
        paths = {path_of(diagram): diagram for diagram in diagrams}
        free = list(self._read(each for each in here if each.path not in paths))
        old = {each.path for each in here}
        new = [diagram for path, diagram in paths.items() if path not in old]
        pairs = _assigned([each.graph for each in free], [each.graph for each in new])
        return {new[column].name: free[row] for row, column in pairs}

    def _moved_to(self, diagram: Diagram) -> Predecessor | None:
        """Return the snapshot of a file that is gone which a diagram's is most alike.

        One of the same name, of a file of the same name at that, is taken before others.
        """
        same_name = self._moved.get((diagram.kind, diagram.name), ())
        file = PurePosixPath(diagram.source).name
        same_file = [each for each in same_name if PurePosixPath(each.source).name == file]
        return (
            self._nearest(diagram, same_file)
            or self._nearest(diagram, same_name)
            or self._nearest(diagram, self._moved.get((diagram.kind, None), ()))
        )

    def _nearest(self, diagram: Diagram, candidates: Sequence[_Unread]) -> Predecessor | None:
        if not candidates or len(candidates) > MOST_MOVED:
            return None
        free = list(self._read(candidates))
        pairs = _assigned([each.graph for each in free], [diagram.graph])
        return free[pairs[0][0]] if pairs else None

    @cached_property
    def _unread(self) -> Mapping[tuple[str, str], list[_Unread]]:
        """The snapshots by kind and source, in the order of their paths."""
        found: defaultdict[tuple[str, str], list[_Unread]] = defaultdict(list)
        for path, text in sorted(self._texts().items()):
            about = header(text)
            if about is not None:
                source, kind, name = about
                found[kind, source].append(_Unread(path, text, source, kind, name))
        return dict(found)

    @cached_property
    def _moved(self) -> Mapping[tuple[str, str | None], list[_Unread]]:
        """The snapshots whose file isn't there any more, by kind and name, and by kind alone."""
        found: defaultdict[tuple[str, str | None], list[_Unread]] = defaultdict(list)
        for (kind, source), snapshots in self._unread.items():
            if source and not self._exists(source):
                for each in snapshots:
                    found[kind, each.name].append(each)
                    found[kind, None].append(each)
        return dict(found)

    def _read(self, snapshots: Iterable[_Unread]) -> Iterator[Predecessor]:
        """Yield those of the snapshots that can be read; each is read once."""
        for each in snapshots:
            if each.path not in self._graphs:
                self._graphs[each.path] = _predecessor(each)
            found = self._graphs[each.path]
            if found is not None:
                yield found


def _predecessor(snapshot: _Unread) -> Predecessor | None:
    """Return what a snapshot says, None where it is broken: then it isn't recognised."""
    from pytest_etl_diagram.mermaid.document import parse
    from pytest_etl_diagram.mermaid.versions import migrated

    path, text, source = snapshot.path, snapshot.text, snapshot.source
    try:
        return Predecessor(path, migrated(text), parse(text).graph, source)
    except SnapshotFormatError:
        return None


def _assigned(old: Sequence[Graph], new: Sequence[Graph]) -> list[tuple[int, int]]:
    """Return which of the `old` graphs goes to which `new` one, where all are served best.

    Graphs that say the same go together, in their order, whatever the others are like.
    """
    if not old or not new:
        return []
    from pytest_etl_diagram.drift.assignment import best_assignment
    from pytest_etl_diagram.drift.wholes import common_share, said

    was, is_now = ([said(graph) for graph in graphs] for graphs in (old, new))
    pairs = _saying_the_same(
        [frozenset(one.items()) for one in was], [frozenset(one.items()) for one in is_now]
    )
    rows, columns = ({pair[side] for pair in pairs} for side in (0, 1))
    left = [row for row in range(len(old)) if row not in rows]
    free = [column for column in range(len(new)) if column not in columns]
    if len(left) * len(free) > MOST_WEIGHED:
        return pairs
    scores = [[_score(common_share(was[row], is_now[column])) for row in left] for column in free]
    return [*pairs, *((left[row], free[column]) for column, row in best_assignment(scores))]


def _saying_the_same(was: Sequence[object], is_now: Sequence[object]) -> list[tuple[int, int]]:
    waiting: defaultdict[object, list[int]] = defaultdict(list)
    for row in range(len(was) - 1, -1, -1):
        waiting[was[row]].append(row)
    return [
        (waiting[statements].pop(), column)
        for column, statements in enumerate(is_now)
        if waiting.get(statements)
    ]


def _score(likeness: float) -> float:
    return likeness if likeness >= ENOUGH else 0.0
