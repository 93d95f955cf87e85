"""The snapshot that a diagram had under another name, or when its file lay elsewhere.

A renamed DAG, a moved file: the diagram has no snapshot, and there is one without a diagram.
That is one change, and not a diagram gone and another one come.
"""

# ruff: noqa: PLC0415 -- most runs have no such diagram, and don't pay for reading and comparing

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.header import header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pytest_etl_diagram.model import Diagram, Graph

ENOUGH = 0.5
"""The likeness from which two drawings may be of one pipeline."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A snapshot that a diagram had: its path, what it says, and the file it was of."""

    path: str
    text: str
    graph: Graph
    source: str


class Predecessors:
    """Finds predecessors among the snapshots of one time: on disk, or of a git revision."""

    def __init__(
        self, texts: Callable[[], Mapping[str, str]], exists: Callable[[str], bool]
    ) -> None:
        """Take how to get the texts of all snapshots by path, and whether a source is there."""
        self._texts = texts
        self._exists = exists
        self._known: dict[tuple[str, str], tuple[Predecessor, ...]] | None = None

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
        of_kind = [each for each in siblings if each.kind == diagram.kind]
        known = self._of_kind()
        taken = {path_of(each) for each in of_kind}
        here = known.get((diagram.kind, diagram.source), ())
        free = [each for each in here if each.path not in taken]
        paths = {each.path for each in here}
        new = [each for each in of_kind if path_of(each) not in paths]
        return _assigned(diagram, new, free) or _assigned(diagram, [diagram], self._moved(diagram))

    def _moved(self, diagram: Diagram) -> list[Predecessor]:
        """Return the snapshots of a kind whose file isn't there any more."""
        return [
            each
            for (kind, source), found in self._of_kind().items()
            if kind == diagram.kind and source and not self._exists(source)
            for each in found
        ]

    def _of_kind(self) -> Mapping[tuple[str, str], tuple[Predecessor, ...]]:
        """Return the snapshots that can be read, by kind and source."""
        if self._known is None:
            found: dict[tuple[str, str], tuple[Predecessor, ...]] = {}
            for path, text in sorted(self._texts().items()):
                about = header(text)
                graph = _graph(text)
                if about is not None and graph is not None:
                    source, kind, _ = about
                    before = found.get((kind, source), ())
                    found[kind, source] = (*before, Predecessor(path, text, graph, source))
            self._known = found
        return self._known


def _graph(text: str) -> Graph | None:
    """Return the graph of a snapshot, None where it is broken: then it isn't recognised."""
    from pytest_etl_diagram.mermaid.document import parse

    try:
        return parse(text).graph
    except SnapshotFormatError:
        return None


def _assigned(
    diagram: Diagram, new: Sequence[Diagram], old: Sequence[Predecessor]
) -> Predecessor | None:
    """Return which of the `old` ones goes to a diagram where all `new` ones are served best."""
    if not old:
        return None
    from pytest_etl_diagram.drift.assignment import best_assignment
    from pytest_etl_diagram.drift.wholes import graph_likeness

    scores = [[_score(graph_likeness(one.graph, each.graph)) for one in old] for each in new]
    pairs = dict(best_assignment(scores))
    column = pairs.get(new.index(diagram)) if diagram in new else None
    return None if column is None else old[column]


def _score(likeness: float) -> float:
    return likeness if likeness >= ENOUGH else 0.0
