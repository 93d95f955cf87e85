"""What a run writes beside its summary: report files, and commands for GitHub."""

from __future__ import annotations

import os
from importlib.metadata import version
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.commands import accept_all_command
from pytest_etl_diagram.errors import WriteError
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import from_json
from pytest_etl_diagram.report.repository import repository_prefix
from pytest_etl_diagram.report.writing import append, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pytest

    from pytest_etl_diagram.collection.entries import Packed
    from pytest_etl_diagram.model import Problem
    from pytest_etl_diagram.settings import Settings

_PACKAGE = "pytest-etl-diagram"
_JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable that names the file whose Markdown GitHub shows on the page of a job."""


class Outputs:
    """The reports of a run, which its settings ask for and its surroundings."""

    def __init__(
        self, config: pytest.Config, settings: Settings, environ: Mapping[str, str] = os.environ
    ) -> None:
        """Take the run's configuration, its settings and the environment's variables."""
        self.config = config
        self.settings = settings
        self.environ = environ
        self.is_github = environ.get("GITHUB_ACTIONS") == "true"
        self.prefix = repository_prefix(settings.rootdir, environ)

    @property
    def need_entries(self) -> bool:
        """Tell whether every diagram is needed in full, not only those that drifted."""
        return bool(self.settings.reports) or self.is_github

    def contents(
        self,
        packed: Mapping[str, Packed],
        orphans: Iterable[str],
        problems: Iterable[Problem],
        gone: Iterable[str],
    ) -> Contents:
        """Return what reports are made from, of the results of the items by their node ids."""
        entries = [packed[nodeid].get("entry") for nodeid in sorted(packed)]
        return Contents(
            tuple(from_json(entry) for entry in entries if entry is not None),
            tuple(orphans),
            tuple(problems),
            ".",
            version(_PACKAGE),
            self.settings.policy.fail_on,
            self.settings.base,
            tuple(gone),
            accept_all_command(self.config),
            base_fail_on=self.settings.base_fail_on,
            prefix=self.prefix,
        )

    def write(self, contents: Contents) -> list[str]:
        """Write the report files; return what to say of those that couldn't be."""
        notes = []
        for path in self.settings.reports:
            try:
                self._write(path, contents)
            except WriteError as error:  # noqa: PERF203 -- the other reports are worth having
                notes.append(f"--etl-diagrams-report: {error}")
        return notes

    def hints(self) -> list[str]:
        """Return what would make a report better that was written as it could be."""
        if all(path.suffix.lower() != ".html" for path in self.settings.reports):
            return []
        from pytest_etl_diagram.report.html import missing_extra  # noqa: PLC0415 -- few need it

        return list(filter(None, [missing_extra()]))

    def commands(self, contents: Contents) -> list[str]:
        """Return the commands that make GitHub show drifts at their lines, if this runs there."""
        if not self.is_github:
            return []
        from pytest_etl_diagram.report.github import workflow_commands  # noqa: PLC0415 -- rare

        return workflow_commands(contents)

    def _write(self, path: Path, contents: Contents) -> None:
        """Write a report; a job's summary is added to, as other steps write there too."""
        if str(path) == self.environ.get(_JOB_SUMMARY):
            append(path, contents, ".md")
        else:
            write(path, contents)
