"""What changed in a long sequence, with the lines next to it; the others are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.report.overlay.states import KEPT
from pytest_etl_diagram.report.overlay.steps import Block, Part, Step, note, steps_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pytest_etl_diagram.report.overlay.steps import Body


def changes(body: Body) -> Iterator[Step | Part]:
    """Yield all lines and sections that came, went or changed, in order."""
    for item in body:
        if isinstance(item, Step):
            if item.state != KEPT:
                yield item
            continue
        for part in item.parts:
            if part.state != KEPT:
                yield part
            yield from changes(part.body)


def extract(body: Body, shown: Collection[Step | Part]) -> Body:
    """Return the lines and sections `shown` in their frames, with what is next to them."""
    wanted = [_holds(item, shown) for item in body]
    found: Body = []
    left: Body = []
    for at, item in enumerate(body):
        if not (wanted[at] or (any(wanted[max(at - 1, 0) : at + 2]) and _is_plain(item))):
            left.append(item)
            continue
        found += _counted(left)
        left = []
        found.append(item if isinstance(item, Step) else _within(item, shown))
    return [*found, *_counted(left)]


def _holds(item: Step | Block, shown: Collection[Step | Part]) -> bool:
    if isinstance(item, Step):
        return item in shown
    return any(part in shown or any(_holds(i, shown) for i in part.body) for part in item.parts)


def _is_plain(item: Step | Block) -> bool:
    return isinstance(item, Step) and item.state == KEPT


def _within(block: Block, shown: Collection[Step | Part]) -> Block:
    parts = (Part(part.state, part.label, extract(part.body, shown)) for part in block.parts)
    return Block(block.kind, list(parts))


def _counted(left: Body) -> Iterator[Step]:
    """Yield a note that counts what is left out, nothing for nothing."""
    lines = list(steps_of(left))
    if not lines:
        return
    changed = sum(step.state != KEPT for step in lines)
    told = f"\u2026 {len(lines)} line{'' if len(lines) == 1 else 's'} not drawn"
    more = f", {changed} of them changed" if changed else ""
    yield note(KEPT, lines[0].message.source, f"{told}{more}")
