"""Settings that say which drifts fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift import LEVELS, RULES
from pytest_etl_diagram.policy import (
    OFF,
    THRESHOLDS,
    Allowance,
    Policy,
    TermsError,
    read_terms,
    require_rule,
    unknown_rule,
)
from pytest_etl_diagram.settings.lines import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from pytest_etl_diagram.model import Location

NEVER = "never"

_LEVELS = (*LEVELS, OFF)


def policy(config: pytest.Config, wrong: list[str]) -> Policy:
    """Return the policy of the run: thresholds, levels of rules, what is allowed."""
    option = config.getoption("--etl-diagrams-fail-on")
    name = "etl_diagrams_fail_on" if option is None else "--etl-diagrams-fail-on"
    value = config.getini("etl_diagrams_fail_on") if option is None else option
    return Policy(
        _threshold(name, value, tuple(THRESHOLDS), wrong),
        _levels(config, wrong),
        tuple(_allowances(config, wrong)),
    )


def base_fail_on(config: pytest.Config, wrong: list[str]) -> str:
    """Return from which level a drift from the base revision fails."""
    value = config.getoption("--etl-diagrams-base-fail-on") or NEVER
    return _threshold("--etl-diagrams-base-fail-on", value, (NEVER, *THRESHOLDS), wrong)


def _threshold(name: str, value: str, known: tuple[str, ...], wrong: list[str]) -> str:
    if value not in known:
        wrong.append(f"{name}: {value!r} is no threshold; write {', '.join(known)}")
        return known[0]
    return value


def _levels(config: pytest.Config, wrong: list[str]) -> tuple[tuple[str, str], ...]:
    """Return the rules that the project gives another level, with it."""
    known = {rule.id for rule in RULES}
    found: dict[str, str] = {}
    for line in config.getini("etl_diagrams_rules"):
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


def _allowances(config: pytest.Config, wrong: list[str]) -> Iterator[Allowance]:
    """Yield what the project allows."""
    lines = config.getini("etl_diagrams_allow")
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
