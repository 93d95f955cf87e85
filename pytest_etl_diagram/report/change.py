"""One drift's before and after in a few words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.notation import headline, is_whole, split_fact, told
from pytest_etl_diagram.drift.tied import is_tie
from pytest_etl_diagram.report.differing import BECOMES, differing, quoted
from pytest_etl_diagram.report.words import LONGEST_SENTENCE, LONGEST_VALUE, shortened

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Drift

_PLAIN_TIES = {"depends", "triggers"}
"""What an added or removed edge is anyway: not worth a word."""

_NOT_SETTINGS = ("dependency-", "group-", "stage-renamed")
"""Rules whose before and after aren't written as `name: value`."""

_GROUPS = ("group-added", "group-removed")
"""Rules whose subject says it, unless the group is in another one."""

_NO_LABEL = "none"

_PAIR = 2 * LONGEST_VALUE
"""What is left of one of two long values is short enough as it is."""

_CONDITIONS = "dependency-condition-"
"""Rules among them that are about a service, and are written so."""


def change(drift: Drift, kind: str) -> str:
    """Write what was and what is: `retries: 3 → 0 (default)`; "" where the subject says it.

    `kind` is that of the diagram, which decides what a setting's default is.
    """
    drift = replace(drift, before=told(drift.before), after=told(drift.after))
    is_alone = not (drift.before and drift.after)
    if "\n" in drift.before + drift.after and (is_alone or is_whole(drift)):
        return shortened(headline(drift.before or drift.after), LONGEST_SENTENCE)
    if drift.rule == "dependency-reversed":
        return f"now {shortened(drift.after, LONGEST_SENTENCE)}"
    if drift.rule == "dependency-label-changed":
        before, after = (shortened(split_fact(text)[1]) for text in (drift.before, drift.after))
        return f"label: {before or _NO_LABEL} → {after or _NO_LABEL}"
    is_setting = not drift.rule.startswith(_NOT_SETTINGS) or drift.rule.startswith(_CONDITIONS)
    if drift.rule in _GROUPS and drift.subject.startswith(drift.before or drift.after):
        return ""
    if not is_setting or drift.after in _PLAIN_TIES:
        return _plain_change(drift.before, drift.after)
    if drift.before in _PLAIN_TIES:
        return ""
    return _setting_change(drift.before, drift.after, kind)


def _plain_change(before: str, after: str) -> str:
    if before and after:
        return f"{shortened(before)} → {shortened(after)}"
    alone = before or after
    return "" if alone in _PLAIN_TIES else shortened(alone)


def _setting_change(before: str, after: str, kind: str) -> str:
    """Write a setting with its name once."""
    name = split_fact(before or after)[0]
    was, is_now = (split_fact(text)[1] if text else None for text in (before, after))
    return f"{shortened(name)}: {setting(name, was, is_now, kind)}" if name else ""


def setting(name: str, before: str | None, after: str | None, kind: str) -> str:
    """Write the two values of a setting: `3 → 0 (default)`; None is one that isn't given.

    What is tied to others is written in the same way: `redis → nothing`.
    """
    default = default_of(name, kind)
    absent = f"{default} (default)" if default else "nothing" if is_tie(name, kind) else "not set"
    if before is not None and after is not None:
        before, after = differing(before, after)
    values = [None if value is None else shortened(value, _PAIR) for value in (before, after)]
    return BECOMES.join(absent if value is None else value for value in quoted(values))
