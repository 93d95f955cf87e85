"""One drift's before and after in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift import TIES, default_of
from pytest_etl_diagram.drift.notation import headline, split_fact
from pytest_etl_diagram.report.words import LONGEST_SENTENCE, shortened

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Drift

_PLAIN_TIES = {"depends", "triggers"}
"""What an added or removed edge is anyway: not worth a word."""

_NOT_SETTINGS = ("dependency-", "group-", "stage-renamed")
"""Rules whose before and after aren't written as `name: value`."""

_CONDITIONS = "dependency-condition-"
"""Rules among them that are about a service, and are written so."""


def change(drift: Drift, kind: str) -> str:
    """Write what was and what is: `retries: 3 → 0 (default)`; "" where the subject says it.

    `kind` is that of the diagram, which decides what a setting's default is.
    """
    if "\n" in drift.before + drift.after:
        return shortened(headline(drift.before or drift.after), LONGEST_SENTENCE)
    if drift.rule == "dependency-reversed":
        return f"now {shortened(drift.after, LONGEST_SENTENCE)}"
    is_setting = not drift.rule.startswith(_NOT_SETTINGS) or drift.rule.startswith(_CONDITIONS)
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
    """Write a setting with its name once; one that isn't given shows its default.

    What is tied to others is written in the same way: `connects to: redis → nothing`.
    """
    name = split_fact(before or after)[0]
    default = default_of(name, kind)
    absent = f"{default} (default)" if default else "nothing" if name in TIES else "not set"
    values = (
        shortened(split_fact(text)[1]) or '""' if text else absent for text in (before, after)
    )
    return f"{shortened(name)}: {' → '.join(values)}" if name else ""
