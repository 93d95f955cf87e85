"""What follows from the change of a group: other ids and places of the stages and groups in it.

In Airflow a group's id is the prefix of the ids in it: `outer.a` becomes `other.a`
when the group is called `other`, `a` when the group is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.notation import read_group, read_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.model import Drift, Group

GROUP_RULES = ("group-changed", "group-added", "group-removed")
"""The rules of groups, in the order in which they explain what happened to a stage."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something stands: its name, and the id of the group around it."""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class _Regrouped:
    """A group before and after, None where there was or is none."""

    before: Group | None
    after: Group | None


def regrouped(drifts: Sequence[Drift]) -> Iterator[tuple[int, list[int]]]:
    """Yield the place of each drift of a group that explains others, with the places of those.

    A group inside another one goes along with it, and takes along what is in it.
    """
    groups = [(n, _group(drift)) for n, drift in enumerate(drifts) if drift.rule in GROUP_RULES]
    groups.sort(key=lambda placed: GROUP_RULES.index(drifts[placed[0]].rule))
    causes = {
        place: cause
        for place, drift in enumerate(drifts)
        if (cause := _cause(place, drift, groups)) is not None
    }
    under: dict[int, list[int]] = {}
    for place in causes:
        root = _root(place, causes)
        if root != place:
            under.setdefault(root, []).append(place)
    yield from under.items()


def without_prefixes(before: str, after: str) -> tuple[str, str] | None:
    """Return the prefixes of two names that differ in nothing else, None for other names."""
    old, new = read_place(before)[0], read_place(after)[0]
    (was, _, last), (is_now, _, now_last) = old.rpartition("."), new.rpartition(".")
    return (was, is_now) if last == now_last and was != is_now else None


def _group(drift: Drift) -> _Regrouped:
    texts = (drift.before, drift.after)
    return _Regrouped(*(read_group(text) if text else None for text in texts))


def _root(place: int, causes: dict[int, int]) -> int:
    """Return the first cause; of groups that stand in each other in a circle it is one of them."""
    way = [place]
    while way[-1] in causes and causes[way[-1]] not in way:
        way.append(causes[way[-1]])
    circle = way[way.index(causes[way[-1]]) :] if way[-1] in causes else way[-1:]
    return min(circle)


def _cause(place: int, drift: Drift, groups: Iterable[tuple[int, _Regrouped]]) -> int | None:
    """Return the place of the drift of a group that a drift follows from."""
    boxes = _boxes(drift)
    if boxes is None:
        return None
    fitting = (at for at, group in groups if at != place and _explains(group, *boxes))
    return next(fitting, None)


def _boxes(drift: Drift) -> tuple[_Box | None, _Box | None] | None:
    """Return where what a drift is about stood and stands; None for any other drift."""
    if drift.rule in GROUP_RULES:
        group = _group(drift)
        return _box(group.before), _box(group.after)
    if drift.rule == "stage-renamed":
        return _Box(*read_place(drift.before)), _Box(*read_place(drift.after))
    if drift.rule == "stage-moved":
        was, is_now = (read_place(text)[1] for text in (drift.before, drift.after))
        return _Box(drift.subject, was), _Box(drift.subject, is_now)
    return None


def _box(group: Group | None) -> _Box | None:
    return None if group is None else _Box(group.name, group.parent)


def _explains(group: _Regrouped, before: _Box | None, after: _Box | None) -> bool:
    """Tell whether the change of a group makes of one box the other."""
    was, is_now = group.before, group.after
    if was is not None and is_now is not None:
        return _follows(was, is_now, before, after)
    around = after if was is None else before
    other = before if was is None else after
    here = is_now if was is None else was
    if around is None or here is None or around.group != here.id:
        return False
    return other is None or _only_prefixed(other.name, around.name)


def _follows(was: Group, is_now: Group, before: _Box | None, after: _Box | None) -> bool:
    """Tell whether two names differ by the two names of a group as their prefixes only."""
    if before is None or after is None or was.name == is_now.name:
        return False
    old, new = f"{was.name}.", f"{is_now.name}."
    inside = before.name.startswith(old) and after.name.startswith(new)
    return inside and before.name.removeprefix(old) == after.name.removeprefix(new)


def _only_prefixed(one: str, other: str) -> bool:
    return one.rpartition(".")[2] == other.rpartition(".")[2]
