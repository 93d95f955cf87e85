"""Which rule a changed fact falls under: two tables, by presence and by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import fact_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.model import Drift, Node

PLACEHOLDER = re.compile(r"(?<!\{)\{[a-z_]+:[^{}]+\}(?!\})")
"""A value that isn't known from the code, such as `{var:table_ids}`; not Jinja's `{{ ds }}`."""

Value = str | None
"""A fact's value; None where it isn't given."""


@dataclass(frozen=True, slots=True)
class ByPresence:
    """The rules of a fact that comes, changes or goes; "" leaves it to the general ones."""

    added: str = ""
    changed: str = ""
    removed: str = ""


def _always(rule_id: str) -> ByPresence:
    return ByPresence(rule_id, rule_id, rule_id)


_TIMEOUT = ByPresence("timeout-added", "timeout-changed", "timeout-removed")
_ALERT = ByPresence("alert-added", "alert-changed", "alert-removed")
_BACKOFF = _always("backoff-changed")
_CALLBACK = _always("callback-changed")
_CONCURRENCY = _always("concurrency-changed")
_MAPPED = _always("mapped-changed")
_PAST = _always("depends-on-past-changed")
_POOL = _always("pool-changed")
_SETUP = _always("setup-teardown-changed")
_EXTERNAL = ByPresence("", "external-changed", "external-changed")

BY_PRESENCE = {
    "operator": _always("operator-changed"),
    "mapped": _MAPPED,
    "repeated": _MAPPED,
    "setup": _SETUP,
    "teardown": _SETUP,
    "callable": _always("callable-changed"),
    "retry_delay": _always("retry-delay-changed"),
    "retry_exponential_backoff": _BACKOFF,
    "max_retry_delay": _BACKOFF,
    "execution_timeout": _TIMEOUT,
    "timeout": _TIMEOUT,
    "dagrun_timeout": _TIMEOUT,
    "trigger_rule": _always("trigger-rule-changed"),
    "pool": _POOL,
    "pool_slots": _POOL,
    "depends_on_past": _PAST,
    "wait_for_downstream": _PAST,
    "max_active_tis_per_dag": _CONCURRENCY,
    "max_active_runs": _CONCURRENCY,
    "max_active_tasks": _CONCURRENCY,
    "on_failure_callback": _ALERT,
    "sla_miss_callback": _ALERT,
    "email_on_retry": _always("alert-changed"),
    "on_retry_callback": _CALLBACK,
    "on_success_callback": _CALLBACK,
    "on_execute_callback": _CALLBACK,
    "on_skipped_callback": _CALLBACK,
    "sla": ByPresence(removed="sla-removed"),
    "external": _EXTERNAL,
    "triggers": _EXTERNAL,
    "outlets": ByPresence("", "outlets-changed", "outlets-changed"),
    "dynamic": ByPresence(added="fact-became-dynamic"),
    "catchup": _always("catchup-changed"),
    "start_date": _always("start-date-changed"),
    "end_date": _always("end-date-changed"),
    "tags": _always("tags-changed"),
}
"""For most facts it is enough to know whether they were and are given."""

GENERAL = ByPresence("fact-added", "fact-changed", "fact-removed")
"""For every other fact, of whatever name."""


def _retries(before: Value, after: Value) -> str:
    """Airflow's default is no retry, so one that isn't given counts as 0."""
    was, is_now = before or "0", after or "0"
    if not (was.isdecimal() and is_now.isdecimal()):
        return ""
    if int(is_now) > int(was):
        return "retries-increased"
    if int(is_now) == int(was):
        return ""
    return "retries-reduced" if int(is_now) else "retries-removed"


def _schedule(before: Value, after: Value) -> str:
    if before and after:
        return "schedule-changed"
    if before:
        return "schedule-removed"
    return "schedule-added" if after else ""


def _soft_fail(_: Value, after: Value) -> str:
    return "soft-fail-added" if after == "True" else ""


def _email_on_failure(before: Value, after: Value) -> str:
    """Mails are on by default but only sent where an address is set, which isn't known here."""
    return _EMAIL.get((before, after), "alert-changed")


_EMAIL = {
    ("True", "False"): "alert-removed",
    ("False", "True"): "alert-added",
    ("True", None): "",
    (None, "True"): "",
}

BY_VALUE: dict[str, Callable[[Value, Value], str]] = {
    "retries": _retries,
    "schedule": _schedule,
    "soft_fail": _soft_fail,
    "email_on_failure": _email_on_failure,
}
"""Facts whose value decides; "" leaves a change to the general rules."""


HARMLESS = frozenset({"fact-left-to-default", "tags-changed"})
"""Rules of changes that reach nothing downstream."""


def fact_rule(name: str, before: Value, after: Value) -> str:
    """Return the id of the rule for a fact that differs; None means not given."""
    if before is not None and _is_dynamic(after) and not _is_dynamic(before):
        return "fact-became-dynamic"
    if name in BY_VALUE:
        named = BY_VALUE[name](_given(before), _given(after))
    else:
        default, rules = default_of(name), BY_PRESENCE.get(name, GENERAL)
        named = _by_presence(rules, _given(before, default), _given(after, default))
    return named or _general_rule(before, after, default_of(name))


def fact_drifts(old: Node, new: Node, downstream: tuple[str, ...]) -> Iterator[Drift]:
    """Yield one drift for every fact of a stage that differs between two graphs."""
    was, is_now = dict(old.facts), dict(new.facts)
    for name in dict.fromkeys((*was, *is_now)):
        before, after = was.get(name), is_now.get(name)
        if before != after:
            rule_id = fact_rule(name, before, after)
            yield found(
                rule_id,
                new.name,
                "" if before is None else fact_text((name, before)),
                "" if after is None else fact_text((name, after)),
                nodes=(new.id,),
                downstream=() if rule_id in HARMLESS else downstream,
            )


def _given(value: Value, default: str = "") -> Value:
    """Take a setting that is said to be None, or what it is anyway, for one that isn't given."""
    return None if value in ("None", "", default) else value


def _general_rule(before: Value, after: Value, default: str) -> str:
    if after is None and before == default:
        return "fact-left-to-default"
    return _by_presence(GENERAL, before, after)


def _is_dynamic(value: Value) -> bool:
    return value is not None and PLACEHOLDER.search(value) is not None


def _by_presence(rules: ByPresence, before: Value, after: Value) -> str:
    if before is None and after is None:
        return ""
    if before is None:
        return rules.added
    return rules.removed if after is None else rules.changed
