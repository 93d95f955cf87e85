"""What of a workflow only follows from another change, and is told with that one.

Each rule here is that of a cause; the drift of the cause carries the lines of the drawing
(`drift.notation`) that its echoes would have told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.drawn import box_lines, edge_line, fact_line
from pytest_etl_diagram.drift.notation import carrying_text, edge_text, read_whole, split_fact, told
from pytest_etl_diagram.model import Edge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pytest_etl_diagram.model import Drift

_NO_TRIES = ("", "0")
_OF_TEARDOWNS = ("", "all_done_setup_success")
"""The trigger rules that a stage has anyway: without a mark, and as a teardown."""


def folded(drifts: Iterable[Drift]) -> list[Drift]:
    """Return the drifts of a workflow without the echoes, which their causes carry."""
    found = list(drifts)
    echoes: dict[int, list[Drift]] = defaultdict(list)
    causes = _causes(found)
    left = []
    for drift in found:
        place = _cause(drift, causes)
        if place is None:
            left.append(drift)
        else:
            echoes[place].append(drift)
    return [_carrying(drift, echoes.get(id(drift), ())) for drift in left]


@dataclass(frozen=True, slots=True)
class _Cause:
    """A drift that others may follow from, and which ones do."""

    drift: Drift
    explains: Callable[[Drift], bool]


def _causes(drifts: Iterable[Drift]) -> dict[str, list[_Cause]]:
    """Return the causes by the ids of the nodes that they are about."""
    by_node: dict[str, list[_Cause]] = defaultdict(list)
    for drift in drifts:
        explains = _explains(drift)
        if explains is not None:
            by_node[drift.nodes[0]].append(_Cause(drift, explains))
    return by_node


def _cause(drift: Drift, causes: dict[str, list[_Cause]]) -> int | None:
    """Return the identity of the drift that one follows from."""
    fitting = (
        id(cause.drift)
        for node in (*drift.nodes, *_started(drift))
        for cause in causes.get(node, ())
        if cause.drift is not drift and cause.explains(drift)
    )
    return next(fitting, None)


def _explains(drift: Drift) -> Callable[[Drift], bool] | None:
    """Return what tells the echoes of a drift, None for one without any."""
    if drift.rule == "stage-renamed":
        return lambda other: other.rule == "role-changed" or _is_in_the_name(other, drift)
    name, was = split_fact(drift.before or drift.after)
    if not drift.nodes or drift.places[-1:] != (f"{drift.nodes[0]}#{name}",):
        return None
    if drift.rule in ("stage-conditional", "stage-unconditional"):
        return _is_dependency_of(drift.rule.replace("stage", "dependency"))
    if name == "operator" and drift.rule in _EMPTIED:
        return lambda other: other.rule in _OF_WHAT_IT_DID
    if name in ("setup", "teardown"):
        return _is_their_trigger_rule
    if name == "schedule":
        return lambda other: other.rule == "asset-trigger-changed" and _starts(other, drift)
    came = drift.rule == "retries-increased" and (was if drift.before else "") in _NO_TRIES
    if came or drift.rule == "retries-removed":
        return _is_of_a_pause
    return None


_EMPTIED = ("stage-emptied", "quality-check-removed")
_OF_WHAT_IT_DID = ("callable-changed", "fact-removed", "role-changed")


def _is_in_the_name(drift: Drift, renamed: Drift) -> bool:
    """Tell whether a stage is repeated over what its old name and its new one say."""
    was, is_now = (split_fact(text)[1] for text in (drift.before, drift.after))
    in_both = was and is_now and was in told(renamed.before) and is_now in told(renamed.after)
    return drift.rule == "mapped-changed" and bool(in_both)


def _is_of_a_pause(drift: Drift) -> bool:
    """Tell whether a drift is of the pauses between tries, also where they are the usual ones."""
    name = split_fact(drift.before or drift.after)[0]
    return drift.rule in _OF_PAUSES or (drift.rule in _OF_USUAL and name in _PAUSES)


_OF_PAUSES = ("retry-delay-changed", "backoff-changed")
_OF_USUAL = ("fact-left-to-default", "fact-added")
_PAUSES = ("retry_delay", "retry_exponential_backoff", "max_retry_delay")


def _is_dependency_of(rule_id: str) -> Callable[[Drift], bool]:
    return lambda other: other.rule == rule_id


def _is_their_trigger_rule(drift: Drift) -> bool:
    values = {split_fact(text)[1] for text in (drift.before, drift.after)}
    return drift.rule == "trigger-rule-changed" and values == set(_OF_TEARDOWNS)


def _starts(drift: Drift, schedule: Drift) -> bool:
    """Tell whether a drift is of an asset that came or went and does nothing but start the run."""
    whole = read_whole(drift.before or drift.after)
    if whole is None or whole.facts or whole.group or drift.before.count("instead: "):
        return False
    ends = f"{drift.nodes[0]} → {schedule.nodes[0]}"
    return whole.edges == (f"{ends}: triggers",)


def _started(drift: Drift) -> Iterator[str]:
    """Yield the ids of what an asset that came or went starts."""
    whole = read_whole(drift.before or drift.after)
    for text in whole.edges if whole and drift.rule == "asset-trigger-changed" else ():
        yield split_fact(text.partition(" → ")[2])[0]


def _carrying(drift: Drift, echoes: Sequence[Drift]) -> Drift:
    if not echoes:
        return drift
    before = [line for echo in echoes for line in sorted(_lines(echo, echo.before))]
    after = [line for echo in echoes for line in sorted(_lines(echo, echo.after))]
    return replace(
        drift,
        before=carrying_text(drift.before, before),
        after=carrying_text(drift.after, after),
    )


def _lines(drift: Drift, text: str) -> set[str]:
    """Return the lines of the drawing that a drift says of one side."""
    if not text:
        return set()
    node_id = drift.nodes[0]
    whole = read_whole(text)
    if whole is not None:
        own = box_lines(node_id, drift.subject, whole.role, whole.group, whole.facts)
        return own | {edge_line(edge) for edge in whole.edges}
    if drift.rule == "role-changed":
        return {f"role {node_id}: {split_fact(text)[1]}"}
    if drift.rule.startswith("dependency-"):
        return {edge_line(edge_text(Edge(drift.nodes[0], drift.nodes[1], *split_fact(text))))}
    return {fact_line(node_id, text)}
