"""A sequence too long for one drawing as several, and back.

It is cut where its messages are least in the middle of something: between the
parts at the top, and inside a frame only when the frame alone is too long. The
drawings after such a cut show the frame again, and say so in a comment. Where
to cut is decided by the hash of what stands there, so that a new message
changes one drawing and leaves the others alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.parts import bits_of
from pytest_etl_diagram.mermaid.sequence_writing import sequence_diagram, takers
from pytest_etl_diagram.model import Frame, Message, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pytest_etl_diagram.model import Graph

Body: TypeAlias = "tuple[Message | Frame, ...]"

_REMARK = re.compile(r"goes on in ([1-9][0-9]*) open frames?(, with a new section)?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one drawing shows of a sequence.

    Its first part goes on with the frame that the drawing before ends with, and so on
    inside it, `frames` deep; the innermost one goes on in the same section or,
    with `anew`, in a new one. `bits` say of which half of which half it is.
    """

    body: Body
    frames: int = 0
    anew: bool = False
    bits: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One drawing: its title, what it shows, and the comment that says what goes on in it."""

    title: str
    graph: Graph
    remark: str = ""


def pages(graph: Graph, limit: int) -> tuple[Page, ...]:
    """Return the drawings of a sequence: one without a title if that has room for it.

    A drawing has `limit` UTF-16 units of text at most, without its comment and
    but for a single message that is longer. Participants stand where they take
    part, those who never do in the first drawing.
    """
    idle = {node.id for node in graph.nodes}.difference(takers(graph.sequence))

    def fits(body: Body) -> bool:
        return len(sequence_diagram(_shown(graph, body, idle)).encode("utf-16-le")) // 2 <= limit

    first, *others = _divide(Stretch(graph.sequence), fits)
    if not others:
        return (Page("", graph),)
    return (
        Page(f"part {first.bits}", _shown(graph, first.body, idle)),
        *(Page(f"part {s.bits}", _shown(graph, s.body, ()), _remark(s)) for s in others),
    )


def _shown(graph: Graph, body: Body, others: Collection[str]) -> Graph:
    ids = {*takers(body), *others}
    return replace(graph, nodes=tuple(n for n in graph.nodes if n.id in ids), sequence=body)


def _divide(stretch: Stretch, fits: Callable[[Body], bool]) -> Iterator[Stretch]:
    """Yield `stretch` in parts that fit; whatever goes on in it goes on in its first part."""
    first, *others = stretch.body or (None,)
    if fits(stretch.body) or (not others and not isinstance(first, Frame)):
        yield stretch
    elif others:
        at = _cut([_words(part) for part in stretch.body])
        yield from _divide(replace(stretch, body=stretch.body[:at], bits=f"{stretch.bits}0"), fits)
        yield from _divide(Stretch(stretch.body[at:], bits=f"{stretch.bits}1"), fits)
    elif isinstance(first, Frame):
        yield from _divide_frame(stretch, first, fits)


def _divide_frame(
    stretch: Stretch, frame: Frame, fits: Callable[[Body], bool]
) -> Iterator[Stretch]:
    sections = frame.sections
    if len(sections) > 1:
        at = _cut([section.label for section in sections])
        before, after = (replace(frame, sections=half) for half in (sections[:at], sections[at:]))
        yield from _divide(replace(stretch, body=(before,), bits=f"{stretch.bits}0"), fits)
        yield from _divide(Stretch((after,), 1, anew=True, bits=f"{stretch.bits}1"), fits)
        return

    def framed(body: Body) -> Body:
        return (replace(frame, sections=(replace(sections[0], body=body),)),)

    inside = _divide(Stretch(sections[0].body, bits=stretch.bits), lambda body: fits(framed(body)))
    first, *others = inside
    yield replace(stretch, body=framed(first.body), bits=first.bits)
    for other in others:
        yield replace(other, body=framed(other.body), frames=other.frames + 1)


def _cut(texts: Sequence[str]) -> int:
    """Return where to cut a list: in its middle half, before the text whose hash is least."""
    quarter = max(len(texts) // 4, 1)
    middle = range(quarter, max(len(texts) - quarter, quarter + 1))
    return min(middle, key=lambda at: bits_of(texts[at]))


def _words(part: Message | Frame) -> str:
    if isinstance(part, Message):
        return f"{part.source} {part.target} {part.text}"
    return f"{part.kind} {part.sections[0].label}"


def _remark(stretch: Stretch) -> str:
    if not stretch.frames:
        return ""
    frames = "1 open frame" if stretch.frames == 1 else f"{stretch.frames} open frames"
    return f"goes on in {frames}{', with a new section' if stretch.anew else ''}"


def together(found: Sequence[tuple[Graph, str, int]]) -> Graph:
    """Return the graph whose drawings have these graphs and remarks, and start in these lines.

    Raises SnapshotFormatError for a drawing that goes on with what was not begun.
    """
    body: Body = ()
    for graph, remark, line in found:
        body = _gone_on(body, _stretch(graph, remark, line), line)
    nodes = tuple(node for graph, _, _ in found for node in graph.nodes)
    return replace(found[0][0], nodes=nodes, sequence=body)


def _stretch(graph: Graph, remark: str, line: int) -> Stretch:
    if not remark:
        return Stretch(graph.sequence)
    match = _REMARK.fullmatch(remark)
    if not match:
        message = f"line {line}: no comment of ours: {remark!r}"
        raise SnapshotFormatError(message)
    return Stretch(graph.sequence, int(match[1]), anew=bool(match[2]))


def _gone_on(body: Body, stretch: Stretch, line: int) -> Body:
    """Return `body` followed by `stretch`, as deep inside its last frames as that says."""
    if not stretch.frames:
        return body + stretch.body
    last, first = (body[-1:] or (None,))[0], (stretch.body or (None,))[0]
    if not isinstance(last, Frame) or not isinstance(first, Frame) or last.kind != first.kind:
        message = f"line {line}: goes on in a frame that the drawing before doesn't end with"
        raise SnapshotFormatError(message)
    if stretch.frames == 1 and stretch.anew:
        sections = last.sections + first.sections
    else:
        inner = Stretch(first.sections[0].body, stretch.frames - 1, stretch.anew)
        grown = _gone_on(last.sections[-1].body, inner, line)
        section = Section(first.sections[0].label, grown)
        sections = (*last.sections[:-1], section, *first.sections[1:])
    return (*body[:-1], replace(last, sections=sections), *stretch.body[1:])
