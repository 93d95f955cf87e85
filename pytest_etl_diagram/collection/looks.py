"""How much room failure texts have in this run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.report.look import WIDTH, Look

if TYPE_CHECKING:
    import pytest

NARROWEST = 50
"""Columns below which breaking lines does more harm than good."""

_KEY = "etl_diagram_width"


def look_of(config: pytest.Config) -> Look:
    """Return the look of a run: as wide as its terminal, within reason.

    A file or a pipe, such as the log of a CI job, has no width: it gets WIDTH unless the
    environment's COLUMNS says otherwise. An xdist
    worker is told by the controller, which alone has the terminal.
    """
    told = getattr(config, "workerinput", {}).get(_KEY)
    return Look(_width(config) if told is None else told, config.get_verbosity())


def tell_worker(node: Any, config: pytest.Config) -> None:  # noqa: ANN401 -- xdist's
    """Give an xdist worker the width of the controller's terminal."""
    node.workerinput[_KEY] = _width(config)


def _width(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not (reporter.isatty or os.environ.get("COLUMNS", "").isdecimal()):
        return WIDTH
    return max(NARROWEST, min(config.get_terminal_writer().fullwidth, WIDTH))
