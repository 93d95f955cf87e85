"""Drifts of the order in which steps run, where both activities have the steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.drift.activities.change import EXCEPT, JOIN
from pytest_etl_diagram.drift.activities.explained import explained
from pytest_etl_diagram.drift.activities.headlines import where
from pytest_etl_diagram.drift.activities.moves import unit
from pytest_etl_diagram.drift.activities.telling import NO
from pytest_etl_diagram.drift.activities.words import nearest_decision, place
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.drift.activities.sides import Side, Tie
    from pytest_etl_diagram.model import Drift


RuleOf: TypeAlias = "Callable[[Change, list[Tie], list[Tie]], str]"

NOWHERE = "nothing"
"""What is written where there was or is no way."""


def edge_drifts(change: Change) -> Iterator[Drift]:
    """Yield a drift for each step that moved, and for each node from which it goes on otherwise."""
    moved, (lost, gained) = change.moves
    for node in moved:
        yield _moved(node, change)
    went = [tie for tie in lost if not explained(tie, change.was, change.is_now, change)]
    came = [tie for tie in gained if not explained(tie, change.is_now, change.was, change)]
    for source in sorted({tie.source for tie in (*went, *came)}):
        before = [tie for tie in went if tie.source == source]
        after = [tie for tie in came if tie.source == source]
        yield from _of_source(change, before, after)


def _moved(node: str, change: Change) -> Drift:
    """Tell a step that moved; one that was taken out of work at once no longer runs beside it."""
    beside = (_runs_beside(change.was, node), _runs_beside(change.is_now, node))
    whole = unit(change.was, change.is_now, node)
    return found(
        _BESIDE.get(beside, "flow-changed"),
        change.is_now.nodes[node].name,
        f"runs:{place(change.was, node, whole)}",
        f"runs:{place(change.is_now, node, whole)}",
        nodes=(node,),
        downstream=downstream(change.new.graph, node),
    )


_BESIDE = {(True, False): "parallel-removed", (False, True): "parallel-added"}
"""The rules for a step that (before, now) runs beside others."""


def _runs_beside(side: Side, node: str) -> bool:
    """Tell whether the nearest fork before a step starts work at once rather than ends it."""
    seen = {node}
    rest = [node]
    while rest:
        for tie in side.back.get(rest.pop(0), ()):
            if tie.kind == "repeats" or tie.source in seen:
                continue
            if side.role(tie.source) == "fork":
                return side.nodes[tie.source].name != JOIN
            seen.add(tie.source)
            rest.append(tie.source)
    return False


def _of_source(change: Change, before: list[Tie], after: list[Tie]) -> Iterator[Drift]:
    """Yield the drifts of the ways on from one node, at most one of each sort of way.

    What now takes the place of a way of one sort (has its label) belongs to it:
    where `Yes` led to a raise and now leads on, the raise is gone.
    """
    for belongs, rule_of in _SORTS:
        its = {tie for tie in (*before, *after) if belongs(tie, change.is_now)}
        labels = {tie.label for tie in its}
        lost, gained = ([tie for tie in ties if tie.label in labels] for ties in (before, after))
        if its:
            yield _goes_on_otherwise(change, rule_of, lost, gained)
        before = [tie for tie in before if tie not in lost]
        after = [tie for tie in after if tie not in gained]


def _goes_on_otherwise(
    change: Change, rule_of: RuleOf, lost: list[Tie], gained: list[Tie]
) -> Drift:
    side, (source, *_) = change.is_now, (*lost, *gained)
    rule_id = rule_of(change, lost, gained)
    labels = {tie.label for tie in (*lost, *gained)}
    names = _names_of_targets(side, (*lost, *gained))
    return found(
        rule_id,
        side.nodes[_subject(side, rule_id, [*gained, *lost])].name,
        _ways_text(lost, labels, names),
        _ways_text(gained, labels, names),
        nodes=(source.source, *(tie.target for tie in (*gained, *lost))),
        downstream=downstream(change.new.graph, source.source),
    )


def _subject(side: Side, rule_id: str, ties: list[Tie]) -> str:
    """Return what a drift is told of: a raise, the decision of an early return, else the source."""
    raised = (tie.target for tie in ties if side.sort(tie.target) == "raise")
    source = ties[0].source
    deciding = nearest_decision(side, source) if rule_id.startswith("early-return") else ""
    return next(raised, deciding or source)


def _names_of_targets(side: Side, ties: Iterable[Tie]) -> dict[str, str]:
    """Return what the ends of ways are called; two of one name are told apart by what they do."""
    names = {tie.target: side.nodes[tie.target].name for tie in ties}
    counts = Counter(names.values())
    told = {key: where(side.nodes[key]) for key in names if counts[names[key]] > 1}
    return {key: f"{name} ({told[key]})" if told.get(key) else name for key, name in names.items()}


def _ways_text(ties: list[Tie], labels: set[str], names: Mapping[str, str]) -> str:
    """Write where it goes on: `Yes: load`, of several labels `ways: Yes load, No end`."""
    if len(labels) == 1:
        listed = ", ".join(names[tie.target] for tie in ties)
        way = next(iter(labels)) or ("caught by" if _is_caught(names) else "next")
        return f"{way}: {listed or NOWHERE}"
    told = (f"{tie.label} {names[tie.target]}".lstrip() for tie in ties)
    return f"ways: {', '.join(told) or NOWHERE}"


def _is_caught(names: Mapping[str, str]) -> bool:
    return all(name.startswith(EXCEPT) for name in names.values())


def _raise_rule(change: Change, lost: list[Tie], gained: list[Tie]) -> str:
    was = any(change.was.sort(tie.target) == "raise" for tie in lost)
    is_now = any(change.is_now.sort(tie.target) == "raise" for tie in gained)
    if was and is_now:
        return "raise-changed"
    return "raise-added" if is_now else "raise-removed"


def _flow_rule(change: Change, lost: list[Tie], gained: list[Tie]) -> str:
    """A way to an end of the run instead of a step is an early return; ends may be others, too."""
    was = [change.was.is_end(tie.target) for tie in lost]
    is_now = [change.is_now.is_end(tie.target) for tie in gained]
    role = change.is_now.role((*lost, *gained)[0].source)
    if was and is_now and all((*was, *is_now)):
        return "outcome-changed"
    decided = role == "decision" and not _is_alternative(change, lost, gained)
    if any(was) != any(is_now) and (decided or (role != "decision" and was and is_now)):
        return "early-return-added" if any(is_now) else "early-return-removed"
    return _BY_SOURCE.get(role, "flow-changed")


def _is_alternative(change: Change, lost: list[Tie], gained: list[Tie]) -> bool:
    """Tell whether `No` leads to the end at which the other answers arrive, too."""
    for side, ties in ((change.was, lost), (change.is_now, gained)):
        for tie in ties:
            answers = (each for each in side.ahead.get(tie.source, ()) if each.label != NO)
            met = side.reached(each.target for each in answers)
            if tie.label != NO or (side.is_end(tie.target) and tie.target not in met):
                return False
    return True


_BY_SOURCE = {"decision": "branch-changed", "loop": "loop-changed", "fork": "parallel-changed"}
"""The rule for going on otherwise from a node by its role, where it isn't `flow-changed`."""

_SORTS: tuple[tuple[Callable[[Tie, Side], bool], RuleOf], ...] = (
    (lambda tie, side: side.sort(tie.target) == "raise", _raise_rule),
    (lambda tie, _: tie.kind == "raises", lambda *_: "exception-path-changed"),
    (lambda tie, _: tie.kind == "repeats", lambda *_: "loop-changed"),
    (lambda *_: True, _flow_rule),
)
"""The sorts of ways, the most special first: what is of the sort, and its rule."""
