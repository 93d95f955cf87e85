"""Drifts of facts: which rule a changed one falls under, and with what values it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import WORKFLOW
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.members import by_members, members
from pytest_etl_diagram.drift.notation import fact_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.fact_tables import FactTable, Value
    from pytest_etl_diagram.drift.presence import ByPresence
    from pytest_etl_diagram.model import Drift, Node

PLACEHOLDER = re.compile(
    r"(?<!\{)\{(?:[a-z_]+:[^{}]+|now\b[^{}]*|[A-Za-z_]\w*(?:\.\w+)+(?:\(\))?)\}(?!\})"
)
"""A value that isn't known from the code: `{var:table_ids}`, `{now.add()}`, `{clock.today()}`.

Jinja's `{{ ds }}` isn't one.
"""

HARMLESS = frozenset({"fact-left-to-default", "layout-only", "tags-changed"})
"""Rules of changes that reach nothing downstream."""


def fact_rule(name: str, before: Value, after: Value, table: FactTable = WORKFLOW) -> str:
    """Return the id of the rule for a fact that differs; None means not given."""
    key, default = table.key(name), table.default(table.key(name))
    known = before is not None and not is_dynamic(before)
    if known and is_dynamic(after) and key not in table.tells_dynamic:
        return "fact-became-dynamic"
    if key in table.by_value:
        named = table.by_value[key](_given(before), _given(after))
    elif key in table.by_members:
        named = by_members(table.by_members[key], before, after)
    elif key in table.by_presence:
        rules = table.by_presence[key]
        named = _by_presence(rules, _given(before, default), _given(after, default))
    else:
        named = ""
    return named or _general_rule(before, after, default, table)


def fact_drifts(
    old: Node, new: Node, downstream: tuple[str, ...], table: FactTable = WORKFLOW
) -> Iterator[Drift]:
    """Yield one drift for every fact of a stage that differs between two graphs."""
    was, is_now = dict(old.facts), dict(new.facts)
    for name in dict.fromkeys((*was, *is_now)):
        before, after = was.get(name), is_now.get(name)
        if before != after:
            rule_id = fact_rule(name, before, after, table)
            if rule_id == "stage-emptied" and old.role == "validate":
                rule_id = "quality-check-removed"
            yield fact_drift(rule_id, new, name, (before, after), downstream)


def fact_drift(
    rule_id: str,
    node: Node,
    name: str,
    values: tuple[Value, Value],
    downstream: tuple[str, ...],
) -> Drift:
    """Return the drift of one fact with its `values` before and after."""
    before, after = ("" if value is None else fact_text((name, value)) for value in values)
    return found(
        rule_id,
        node.name,
        before,
        after,
        nodes=(node.id,),
        downstream=() if rule_id in HARMLESS else downstream,
        places=(*_members_near(f"{node.id}#{name}", values), f"{node.id}#{name}"),
    )


def _members_near(key: str, values: tuple[Value, Value]) -> tuple[str, ...]:
    """Return where to look for what changed in a list whose members have places of their own.

    That is what came, then what is of the same column (`unique(id)`) as something that went.
    """
    before, after = (members(value) for value in values)
    came = [member for member in after if member not in before]
    gone = {_inside(member) for member in before if member not in after} - {""}
    near = [member for member in after if _inside(member) in gone]
    return tuple(f"{key} {member}" for member in (*came, *near))


def _inside(member: str) -> str:
    """Return what stands in the parentheses of a check, "" without any."""
    return member.partition("(")[2].partition(")")[0].partition(":")[0]


def is_dynamic(value: Value) -> bool:
    """Tell whether a value holds something that isn't known from the code."""
    return value is not None and PLACEHOLDER.search(value) is not None


def _given(value: Value, default: Value = "") -> Value:
    """Take a setting that is said to be None, or what it is anyway, for one that isn't given."""
    return None if value in ("None", "", default) else value


def _general_rule(before: Value, after: Value, default: Value, table: FactTable) -> str:
    if after is None and before == default:
        return "fact-left-to-default"
    given = _by_presence(table.general, _given(before), _given(after))
    return given or _by_presence(table.general, before, after)


def _by_presence(rules: ByPresence, before: Value, after: Value) -> str:
    if before is None and after is None:
        return ""
    if before is None:
        return rules.added
    return rules.removed if after is None else rules.changed
