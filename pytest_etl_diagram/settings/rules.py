"""What the lines of the settings say of rules: their levels, and what is allowed.

This needs the catalogue of rules, and so is imported for projects that say something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.policy.levels import OFF
from pytest_etl_diagram.policy.model import Allowance
from pytest_etl_diagram.policy.terms import TermsError, read_terms, require_rule, unknown_rule
from pytest_etl_diagram.settings.lines import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest

    from pytest_etl_diagram.model import Location

_LEVELS = (*LEVELS, OFF)


def read_levels(lines: Iterable[str], wrong: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the rules that the project gives another level, with it."""
    known = {rule.id for rule in RULES}
    found: dict[str, str] = {}
    for line in lines:
        name, sign, level = (part.strip() for part in line.partition("="))
        fault = ""
        if not sign or not name:
            fault = f"is no rule with its level; write `rule = {'|'.join(_LEVELS)}`, one a line"
        elif name not in known:
            fault = unknown_rule(name)
        elif level not in _LEVELS:
            fault = f"gives {name} the level {level!r}; write {', '.join(_LEVELS)}"
        elif name in found:
            fault = f"gives {name} a level again; write it once"
        if fault:
            wrong.append(f"etl_diagrams_rules: {line!r} {fault}")
        else:
            found[name] = level
    return tuple(sorted(found.items()))


def read_allowances(
    config: pytest.Config, lines: Sequence[str], wrong: list[str]
) -> Iterator[Allowance]:
    """Yield what the project allows, each with the place of its line."""
    places = places_of(config, "etl_diagrams_allow", lines)
    for line, place in zip(lines, places, strict=True):
        try:
            yield _allowance(line, place)
        except TermsError as error:  # noqa: PERF203 -- all wrong lines are told
            wrong.append(f"etl_diagrams_allow: {line!r} {error}")


def _allowance(line: str, place: Location) -> Allowance:
    """Return what one line allows; raises TermsError."""
    terms = read_terms(line)
    rule, _, subject = terms.what.partition(" ")
    if not rule:
        message = "allows nothing; write `rule subject [until YYYY-MM-DD] -- reason`"
        raise TermsError(message)
    require_rule(rule)
    if not subject:
        message = f"says of no subject that {rule} is allowed; write `{rule} *` for all of them"
        raise TermsError(message)
    return Allowance(rule, subject.strip(), terms.reason, place, terms.until)
