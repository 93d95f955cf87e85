"""The words in which something is allowed, in settings and in comments: until when, and why."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date

from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.policy.patterns import matches

_REASON = re.compile(r"(?<!\S)--(?!\S)")
_UNTIL = re.compile(r"(?<!\S)until\s+(?P<day>\S+)$")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NEAR = 0.5
"""How alike two names have to be (0 to 1) for one to be meant by the other."""

_CATALOGUE = "pytest --etl-diagrams-rules prints them all"


class TermsError(Exception):
    """What should allow something is written wrongly; the message says how."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is allowed, in words, until which day (None: for ever), and why."""

    what: str
    until: date | None
    reason: str


def read_terms(text: str) -> Terms:
    """Take `what [until YYYY-MM-DD] -- reason` apart; raises TermsError."""
    what, *rest = _REASON.split(text.strip(), maxsplit=1)
    reason = rest[0].strip() if rest else ""
    if not reason:
        message = "gives no reason; end it with ` -- ` and why this is right"
        raise TermsError(message)
    what = what.strip()
    until = _UNTIL.search(what)
    if until is None:
        return Terms(what, None, reason)
    return Terms(what[: until.start()].strip(), _day(until["day"]), reason)


def _day(text: str) -> date:
    parts = _DAY.fullmatch(text)
    try:
        if parts is not None:
            return date(*(int(part) for part in parts.groups()))
    except ValueError:  # a day that the month doesn't have
        pass
    raise TermsError(f"has {text!r} for a day; write `until YYYY-MM-DD`")


def require_rule(pattern: str) -> None:
    """Raise TermsError for a pattern that matches no rule of the catalogue."""
    if not any(matches(pattern, rule.id) for rule in RULES):
        raise TermsError(unknown_rule(pattern))


def unknown_rule(name: str) -> str:
    """Say that there is no such rule, and which ones may be meant."""
    near = difflib.get_close_matches(name, [rule.id for rule in RULES], n=3, cutoff=_NEAR)
    hint = f"near are {', '.join(near)}; " if near else ""
    return f"names no rule with {name!r}; {hint}{_CATALOGUE}"
