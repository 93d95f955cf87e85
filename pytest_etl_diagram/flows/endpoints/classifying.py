"""What a call of a library is: its endpoints, its facts, its role, and what it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.endpoints.call import (
    NOTHING,
    Call,
    Found,
    ParallelCall,
    Placeholder,
    shown,
)
from pytest_etl_diagram.flows.endpoints.matching import Match, match
from pytest_etl_diagram.flows.endpoints.reaching import reached
from pytest_etl_diagram.flows.endpoints.references import filled, resolve
from pytest_etl_diagram.flows.endpoints.systems import system_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.flows.endpoints.reaching import Reached
    from pytest_etl_diagram.flows.endpoints.rows import Row
    from pytest_etl_diagram.flows.endpoints.table import Table
    from pytest_etl_diagram.flows.tree import Endpoint

_DEAD: Final = re.compile(
    r"(?i)dead.?letter|(?<![a-z])dlq|dlq(?![a-z])|(?<![a-z])(?:dlt|dead)(?![a-z])"
)
"""Names of topics and queues for what can't be handled."""
_ALARM: Final = re.compile(r"(?i)alert|alarm|pager|incident|on.?call|webhook|notif")
"""Words in a web address that isn't known, which tell that people are told."""
_TELLING: Final = frozenset({"chat", "mail"})
_CARRYING: Final = frozenset({"topic", "queue"})


def classify(call: Call, table: Table) -> Found | None:
    """Return what a call does, None where the table knows nothing of it."""
    found = match(call, table)
    if found is None:
        return None
    row = found.row
    reach = reached(found)
    kept = _kept(found)
    result = _result(found, kept)
    step = _acts(row) and not reach.idle
    writes = any(end.direction == "write" for end in reach.endpoints)
    lazy = (row.lazy or _plans(found, result)) and not writes
    return Found(
        reach.endpoints,
        (*reach.facts, *_facts(row.facts, call)),
        _role(row.role, reach),
        step,
        step and lazy and not row.trigger,
        row.trigger,
        result,
        kept if row.remember else NOTHING,
    )


def result_of(call: Call, table: Table) -> Placeholder | None:
    """Return type and making of what a call gives, with an empty text; None where unknown.

    A class that no row knows gives an object of its name. What is entered (`with`) is the object.
    """
    found = match(call, table)
    if found is not None:
        return _result(found, _kept(found))
    if call.method == "__enter__" and call.receiver is not None:
        return Placeholder("", call.receiver.type, call.receiver.made)
    name = table.canonical(call.callee)
    leaf = name.rpartition(".")[2]
    return Placeholder("", name) if leaf[:1].isupper() or table.known(name) else None


def parallel(call: Call, table: Table) -> ParallelCall | None:
    """Return what a call runs beside its caller, None for one that doesn't."""
    found = match(call, table)
    if found is None or not found.row.parallel:
        return None
    fields = found.row.parallel
    values = {
        name: resolve(fields[name], call) for name in ("function", "over", "arms") if name in fields
    }
    workers = resolve(fields["workers"], call) if "workers" in fields else None
    arms = values.get("arms")
    return ParallelCall(
        fields["label"],
        values.get("function"),
        values.get("over"),
        "" if workers is None else shown(workers),
        fields.get("repeated", False),
        tuple(arms) if isinstance(arms, (list, tuple)) else () if arms is None else (arms,),
        fields.get("joins", True),
    )


def is_noise(name: str, table: Table) -> bool:
    """Tell whether calls of a name (a function, `type.method`, a module) are never a step."""
    name = table.canonical(name)
    owner, dot, method = name.rpartition(".")
    names = [f"{kind}{dot}{method}" for kind in table.lineage(owner)]
    if any(_acts(row) for one in names for row in table.rows(one)):
        return False
    parts = name.split(".")
    return any(".".join(parts[:end]) in table.noise for end in range(len(parts), 0, -1))


def _acts(row: Row) -> bool:
    """Tell whether a row is one of steps, or of what runs beside the caller."""
    return row.step or bool(row.reads or row.writes or row.sql or row.role or row.parallel)


def _kept(found: Match) -> Mapping[str, object]:
    """Return what a row says is remembered of a call."""
    call, table = found.call, found.table
    kept: dict[str, object] = {}
    for name, reference in found.row.keep.items():
        if reference.startswith("@"):
            value: object = system_at(reference, call, found.owner, table) or None
        else:
            value = resolve(reference, call)
        if name == "**":
            kept.update({_option(key): one for key, one in call.keywords.items()})
        elif value is not None:
            kept[_option(filled(name, call) or "") if "{" in name else name] = value
    return kept


def _option(name: str) -> str:
    """Return the name of an option as references have it: `kafka_group_id` of `kafka.group.id`."""
    return re.sub(r"\W", "_", name.lower())


def _result(found: Match, kept: Mapping[str, object]) -> Placeholder | None:
    """Return type and making of what a call gives: the receiver's own, or new ones.

    Of its receiver a new type inherits the system only; a row keeps what else is needed.
    """
    call, table = found.call, found.table
    gives = found.row.gives
    if not gives:
        return None
    before = call.receiver.made if call.receiver is not None else NOTHING
    if gives == ".":
        text = call.receiver.text if call.receiver is not None and "shown" not in kept else ""
        return Placeholder(text, found.owner, {**before, **kept})
    kind = filled(gives, call) or "" if "{" in gives else gives
    system = before.get("system") or table.system_of_type(found.owner)
    known = {"system": system} if system else NOTHING
    return Placeholder("", kind, {**known, **kept})


def _facts(facts: Mapping[str, str], call: Call) -> list[tuple[str, str]]:
    values = ((name, resolve(reference, call)) for name, reference in facts.items())
    return [(name, shown(value)) for name, value in values if value is not None and value != ()]


def _plans(found: Match, result: Placeholder | None) -> bool:
    """Tell whether a call is of a lazy type, or begins one."""
    kinds = (found.owner, result.type if result is not None else "")
    return any(found.table.of_type(kind, "lazy") is True for kind in kinds)


def _role(role: str, reach: Reached) -> str:
    ends = reach.endpoints
    written = [end for end in ends if end.direction == "write"]
    if any(end.kind in _CARRYING and _DEAD.search(end.name) for end in written):
        return "error"
    if role or reach.upkeep:
        return role or "other"
    if any(end.kind in _TELLING or _alarms(end) for end in written):
        return "notify"
    if written:
        return "load"
    return "extract" if ends else "transform" if not reach.idle else "other"


def _alarms(end: Endpoint) -> bool:
    return end.kind == "http" and "{" in end.name and bool(_ALARM.search(end.name))
