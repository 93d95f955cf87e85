"""What has to be right around a run: syrupy is there, and CI doesn't update."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_FALSE_WORDS = ("", "0", "false", "no", "off")

_NO_SYRUPY = (
    "--etl-diagrams needs the syrupy plugin, which is switched off: remove `-p no:syrupy`, or "
    "add `-p syrupy` if plugins aren't loaded by themselves"
)
_REFUSAL = (
    "--snapshot-update: refused for diagrams because CI={ci} is set; update on your own machine "
    "and commit the snapshots, or add --etl-diagrams-force-update if this job is meant to write "
    "them"
)


def faults(config: pytest.Config) -> list[str]:
    """Say what is wrong with the environment that the run was started in."""
    if config.getoption("--snapshot-update", default=None) is None:
        return [_NO_SYRUPY]
    ci = os.environ.get("CI", "")
    if not is_updating(config) or config.getoption("--etl-diagrams-force-update"):
        return []
    if ci.strip().lower() in _FALSE_WORDS:
        return []
    return [_REFUSAL.format(ci=ci)]


def is_updating(config: pytest.Config) -> bool:
    """Tell whether the run may write snapshots, all of them or new ones only."""
    options = ("--snapshot-update", "--snapshot-update-new-only")
    return any(config.getoption(option, default=False) for option in options)
