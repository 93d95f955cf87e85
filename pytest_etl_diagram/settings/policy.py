"""Settings that say which drifts fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.policy.levels import THRESHOLDS
from pytest_etl_diagram.policy.model import Policy

if TYPE_CHECKING:
    import pytest

    from pytest_etl_diagram.policy.model import Allowance

NEVER = "never"


def policy(config: pytest.Config, wrong: list[str]) -> Policy:
    """Return the policy of the run: thresholds, levels of rules, what is allowed."""
    option = config.getoption("--etl-diagrams-fail-on")
    name = "etl_diagrams_fail_on" if option is None else "--etl-diagrams-fail-on"
    value = config.getini("etl_diagrams_fail_on") if option is None else option
    return Policy(
        _threshold(name, value, tuple(THRESHOLDS), wrong),
        _levels(config, wrong),
        _allowances(config, wrong),
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
    lines = config.getini("etl_diagrams_rules")
    if not lines:
        return ()
    from pytest_etl_diagram.settings.rules import read_levels  # noqa: PLC0415 -- few need it

    return read_levels(lines, wrong)


def _allowances(config: pytest.Config, wrong: list[str]) -> tuple[Allowance, ...]:
    """Return what the project allows."""
    lines = config.getini("etl_diagrams_allow")
    if not lines:
        return ()
    from pytest_etl_diagram.settings.rules import read_allowances  # noqa: PLC0415 -- few need it

    return tuple(read_allowances(config, lines, wrong))
