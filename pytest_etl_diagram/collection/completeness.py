"""Whether a run looked at every diagram, or was narrowed by its command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

MARKER = "etl_diagram"
"""The marker of this plugin's items; selecting by it alone narrows nothing."""


def has_arguments(config: pytest.Config) -> bool:
    """Tell whether files or folders were chosen, or pytest was started in a subfolder."""
    started_below = config.invocation_params.dir != config.rootpath
    return config.args_source is pytest.Config.ArgsSource.ARGS or started_below


def narrowed_by(config: pytest.Config) -> str:
    """Return what keeps a run from being a full one, as on the command line; "" for a full run."""
    for words, is_given in _NARROWING:
        if is_given(config):
            return words
    return ""


def _given(*options: str) -> Callable[[pytest.Config], bool]:
    return lambda config: any(config.getoption(option, default=None) for option in options)


def _selects_by_other_marker(config: pytest.Config) -> bool:
    return config.getoption("-m", default="").strip() not in ("", MARKER)


def _overrides_settings(config: pytest.Config) -> bool:
    overrides = config.getoption("--override-ini", default=None) or ()
    return any(override.startswith("etl_diagrams_") for override in overrides)


_NARROWING: tuple[tuple[str, Callable[[pytest.Config], bool]], ...] = (
    ("files or folders given", has_arguments),
    ("-k", _given("-k")),
    ("-m", _selects_by_other_marker),
    ("--deselect", _given("--deselect")),
    ("--ignore", _given("--ignore", "--ignore-glob")),
    ("--lf", _given("--lf")),
    ("--stepwise", _given("--stepwise")),
    ("--setup-only", _given("--setup-only", "--setup-plan")),
    ("-o etl_diagrams_...", _overrides_settings),
)
