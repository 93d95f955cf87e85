"""Which drift each line belongs to in which two drawings differ: none is left over.

Most drifts of a fact or of a box that came or went say themselves which lines those are.
All others carry them below their words (`drift.notation`), so that the drifts of two
drawings turn the one into the other. Where a drift carries lines, these are all of its lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.drawn import box_lines, differing, edge_line, fact_line
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import carrying_text, read_whole, split_fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.drift.drawn import Line
    from pytest_etl_diagram.model import Drift, Graph

_DRAWING = ("title", "kind", "direction")
"""The attributes of a drawing that are told by themselves."""

_DRAWN_DIFFERENTLY = "layout-only"
_OF_ALL = frozenset({_DRAWN_DIFFERENTLY, "heading-changed"})
"""Rules of drifts that may be about the whole drawing."""

NOTHING = "nothing"
"""What a drift carries that says something that stands in no line."""

Both = tuple[frozenset[str], frozenset[str]]
"""Lines of the old and of the new drawing."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A drift, the lines that it says itself (None: it can't), and those that it carries.

    It is `exact` where it says lines in which the drawings differ, and nothing else.
    """

    drift: Drift
    says: Both | None
    exact: bool
    carries: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    def told(self) -> Drift:
        """Return the drift with its lines, unless it says all of them itself."""
        before, after = self.carries
        if self.exact and self.says and (before or after):
            before, after = [*sorted(self.says[0]), *before], [*sorted(self.says[1]), *after]
        elif self.says and not self.exact and not (before or after):
            before = [NOTHING]
        return replace(
            self.drift,
            before=carrying_text(self.drift.before, before),
            after=carrying_text(self.drift.after, after),
        )


def carrying(old: Graph, new: Graph, drifts: Iterable[Drift]) -> list[Drift]:
    """Return the drifts of two drawings with all lines in which these differ.

    A line goes with the first drift that says it or that is about its box, one that says
    no lines itself before others. A line that no drift is about goes with the first one
    about any box, or says that the drawing is drawn differently.
    """
    lines = differing(old, new)
    texts = (frozenset(line.text for line in lines[0]), frozenset(line.text for line in lines[1]))
    shares = [_share(drift, texts) for drift in drifts]
    rest = (list(_unsaid(lines[0], shares, 0)), list(_unsaid(lines[1], shares, 1)))
    if any(rest) and not any(map(_takes_any, shares)):
        shares.append(_Share(found(_DRAWN_DIFFERENTLY, new.title), None, exact=False))
    owners = sorted(filter(_takes_any, shares), key=lambda share: share.exact)
    for place, its_lines in enumerate(rest):
        for line in its_lines:
            _owner(line, owners).carries[place].append(line.text)
    return [share.told() for share in shares]


def said_lines(drift: Drift) -> Both | None:
    """Return the lines that a drift says in its own words; None where it can't be told."""
    name = split_fact(drift.before or drift.after)[0]
    if not drift.nodes:
        return _said(drift, str) if name in _DRAWING else None
    node_id = drift.nodes[0]
    if drift.places[-1:] == (f"{node_id}#{name}",):
        return _said(drift, lambda text: fact_line(node_id, text))
    before, after = (_box(drift, text) for text in (drift.before, drift.after))
    return None if before is None or after is None else (before, after)


def _said(drift: Drift, line: Callable[[str], str]) -> Both:
    before, after = (
        frozenset({line(text)} if text else ()) for text in (drift.before, drift.after)
    )
    return before, after


def _box(drift: Drift, text: str) -> frozenset[str] | None:
    """Return the lines of a whole box; None for another text."""
    if not text:
        return frozenset()
    whole = read_whole(text)
    if whole is None:
        return None
    own = box_lines(drift.nodes[0], drift.subject, whole.role, whole.group, whole.facts)
    return frozenset(own | {edge_line(edge) for edge in whole.edges})


def _share(drift: Drift, differing_texts: Both) -> _Share:
    says = said_lines(drift)
    exact = says is not None and all(
        said <= texts for said, texts in zip(says, differing_texts, strict=True)
    )
    return _Share(drift, says, exact)


def _unsaid(lines: Iterable[Line], shares: Iterable[_Share], place: int) -> Iterator[Line]:
    """Yield the lines that no drift says itself."""
    said = {text for share in shares if share.exact and share.says for text in share.says[place]}
    return (line for line in lines if line.text not in said)


def _owner(line: Line, shares: list[_Share]) -> _Share:
    """Return the drift that a line goes with: one about its box, else the first."""
    for key in line.keys:
        for share in shares:
            if share.drift.nodes[:1] == (key,):
                return share
    for key in line.keys:
        for share in shares:
            if key in share.drift.nodes:
                return share
    return shares[0]


def _takes_any(share: _Share) -> bool:
    """Tell whether a drift may carry any line: one of the drawing's kind may not.

    The title of a run is also the name of its start.
    """
    return bool(share.drift.nodes) or share.drift.rule in _OF_ALL
