"""Which edges that differ belong to a change that is told anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.drift.activities.sides import Side, Tie


def explained(tie: Tie, side: Side, other: Side, change: Change) -> bool:
    """Tell whether an edge of a `side` without counterpart needs no word of its own."""
    return any(explains(tie, side, other, change) for explains in _EXPLANATIONS)


def _is_drawn_by_a_retry(tie: Tie, _: Side, __: Side, change: Change) -> bool:
    """The retry itself changed, and the edge goes through its picture or where that was."""
    if tie.drawn and change.blocks_tried:
        return True
    ends = {tie.source, tie.target} & change.tried
    return bool(ends) and (tie.drawn or tie.kind in ("raises", "repeats"))


def _is_a_failure_tried_otherwise(tie: Tie, side: Side, _: Side, change: Change) -> bool:
    """What is raised within is still raised; whether it is tried again the retry tells."""
    return tie.drawn and side.sort(tie.source) == "raise" and bool(change.policies)


def _shares_a_picture(tie: Tie, side: Side, _: Side, __: Change) -> bool:
    """A node of this side alone goes through the same picture, which leads on from all alike."""
    return tie.drawn and any(
        beside.drawn and beside.source in side.alone for beside in side.back.get(tie.target, ())
    )


def _comes_from_a_turned_handler(tie: Tie, _: Side, __: Side, change: Change) -> bool:
    return tie.source in change.turned_arms


def _comes_from_a_step_that_fails_otherwise(tie: Tie, _: Side, __: Side, change: Change) -> bool:
    return tie.kind == "raises" and tie.source in change.failing


def _belongs_to_a_renamed_end(tie: Tie, _: Side, other: Side, change: Change) -> bool:
    """A decision, loop or handler of another name decides, repeats or catches otherwise."""
    source, target = (tie.source in change.renamed, tie.target in change.renamed)
    roles = (other.role(tie.source), other.role(tie.target))
    return (
        (source and roles[0] in ("decision", "loop"))
        or (target and roles[1] == "loop" and tie.kind == "repeats")
        or (target and roles[1] == "handler" and tie.kind == "raises")
    )


def _is_an_exception_caught_by_another(tie: Tie, _: Side, other: Side, __: Change) -> bool:
    """In the other graph the exception goes to a handler that only that one has."""
    return tie.kind == "raises" and any(
        beside.kind == "raises" and beside.target in other.alone
        for beside in other.ahead.get(tie.source, ())
    )


def _leads_to_another_end(tie: Tie, _: Side, other: Side, __: Change) -> bool:
    """In the other graph the way leads to a raise or an end that only that one has."""
    return any(
        beside.label == tie.label
        and beside.target in other.alone
        and other.sort(beside.target) in ("raise", "outcome")
        for beside in other.ahead.get(tie.source, ())
    )


def _goes_by_way_of_a_final_block(tie: Tie, _: Side, other: Side, change: Change) -> bool:
    """A `finally` came or went: what leaves its region goes through its steps, or no longer."""
    finals = change.finals
    return bool(finals & {tie.source, tie.target}) or any(
        beside.label == tie.label and beside.target in finals
        for beside in other.ahead.get(tie.source, ())
    )


def _raises_again_what_another_handler_caught(
    tie: Tie, _: Side, other: Side, change: Change
) -> bool:
    return other.nodes[tie.target].name in change.raised_again


def _is_what_handlers_let_pass(tie: Tie, side: Side, other: Side, change: Change) -> bool:
    """A guard's handlers are others, so that other exceptions reach its `finally`."""
    if side.role(tie.source) != "guard" or tie.target not in side.entries:
        return False
    handlers = {
        beside.target
        for each in (side, other)
        for beside in each.ahead.get(tie.source, ())
        if each.role(beside.target) == "handler"
    }
    return bool(handlers & (side.alone | other.alone | change.renamed))


def _orders_what_ran_at_once(tie: Tie, _: Side, other: Side, change: Change) -> bool:
    return {tie.source, tie.target} <= change.forked(other)


_EXPLANATIONS: tuple[Callable[[Tie, Side, Side, Change], bool], ...] = (
    _is_drawn_by_a_retry,
    _is_a_failure_tried_otherwise,
    _shares_a_picture,
    _comes_from_a_turned_handler,
    _comes_from_a_step_that_fails_otherwise,
    _belongs_to_a_renamed_end,
    _is_an_exception_caught_by_another,
    _leads_to_another_end,
    _goes_by_way_of_a_final_block,
    _raises_again_what_another_handler_caught,
    _is_what_handlers_let_pass,
    _orders_what_ran_at_once,
)
