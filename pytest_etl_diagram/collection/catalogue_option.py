"""The option `--etl-diagrams-rules`: prints the rules of drift, as `--markers` does markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from _pytest.config import create_terminal_writer

from pytest_etl_diagram.collection.painting import LEVEL_MARKUP
from pytest_etl_diagram.report.catalogue import Line, catalogue
from pytest_etl_diagram.report.words import visible_lines
from pytest_etl_diagram.settings.policy import policy

if TYPE_CHECKING:
    from _pytest._io import TerminalWriter


def print_catalogue(config: pytest.Config) -> pytest.ExitCode:
    """Print the catalogue with the project's levels; return the exit status of the run.

    Raises pytest.UsageError for a wrong setting.
    """
    wrong: list[str] = []
    levels = policy(config, wrong).levels
    if wrong:
        raise pytest.UsageError(*map(visible_lines, wrong))
    writer = create_terminal_writer(config)
    for line in catalogue(levels, writer.fullwidth):
        _write(writer, line)
    return pytest.ExitCode.OK


def _write(writer: TerminalWriter, line: Line) -> None:
    writer.write(line.text[: line.marked], **LEVEL_MARKUP.get(line.level, {}))
    writer.line(line.text[line.marked :])
