"""Annotations of a GitHub workflow run: commands that GitHub reads in the output of a step."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import LEVELS
from pytest_etl_diagram.report.findings import Finding, findings
from pytest_etl_diagram.report.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_etl_diagram.report.contents import Contents

SHOWN = 10
"""GitHub shows so many annotations of each level a step, and drops the others."""

_COMMANDS = dict(zip(LEVELS, ("error", "warning", "notice"), strict=True))
_ESCAPES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY_ESCAPES = (*_ESCAPES, (":", "%3A"), (",", "%2C"))


def workflow_commands(contents: Contents) -> list[str]:
    """Return the commands (`::error file=…,line=…::…`) that show what failed at its lines.

    Worst first. What is allowed or below the threshold isn't shown. Each command is one
    line, without control characters.
    """
    failing = (finding for finding in findings(contents) if finding.fails)
    lines: list[str] = []
    for level, found in groupby(failing, lambda finding: finding.level):
        lines += _of_level(_COMMANDS[level], list(found), contents.accept_command, contents.prefix)
    return lines


def _of_level(
    command: str, found: Sequence[Finding], accept_command: str, prefix: str
) -> Iterator[str]:
    """Yield the commands of one level; the last that is shown counts those that aren't."""
    shown = len(found) if len(found) <= SHOWN else SHOWN - 1
    for finding in found[:shown]:
        yield _command(command, finding, accept_command, prefix)
    if len(found) > shown:
        more = f"{len(found) - shown} more like these are in the log and the reports."
        yield f"::{command} title=pytest-etl-diagram::{_escaped(more, _ESCAPES)}"


def _command(command: str, finding: Finding, accept_command: str, prefix: str) -> str:
    where = finding.location
    of = f" ({finding.diagram})" if finding.diagram else ""
    properties = {
        "file": visible(prefix + where.path) if where.path else "",
        "line": str(where.line) if where.line else "",
        "title": f"{finding.rule.id}: {finding.rule.title}{of}",
    }
    told = ",".join(
        f"{name}={_escaped(value, _PROPERTY_ESCAPES)}"
        for name, value in properties.items()
        if value
    )
    lines = [finding.headline, finding.why, *finding.reached]
    if finding.is_acceptable:
        lines.append(f"If this is meant, accept it with  {visible(accept_command)}")
    text = "\n".join(filter(None, lines))
    return f"::{command} {told}::{_escaped(text, _ESCAPES)}"


def _escaped(text: str, escapes: Sequence[tuple[str, str]]) -> str:
    """Write what ends a part of a command as GitHub's runner reads it; `%` comes first."""
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text
