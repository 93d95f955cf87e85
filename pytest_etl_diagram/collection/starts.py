"""Where a project says that its pipelines start: its settings and its console scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.options import FlowOptions
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.sources.packaging import console_scripts, read_packaging
from pytest_etl_diagram.sources.territory import PlainFiles
from pytest_etl_diagram.sources.testing import is_of_tests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.settings import Settings


@dataclass(frozen=True, slots=True)
class Starts:
    """What is known of the starts of pipelines before any file is read.

    `scripts` are the console scripts (command, function) by their file, relative
    to the root folder; `problems` what kept them from being known.
    """

    settings: Settings
    scripts: Mapping[str, tuple[tuple[str, str], ...]]
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Starts:
        """Return the starts that the settings and the packaging files of all roots name."""
        root = settings.rootdir
        folders = dict.fromkeys([root, *(project.folder for project in settings.roots)])
        packagings = [read_packaging(folder, root) for folder in folders]
        faults = [fault for packaging in packagings for fault in packaging.faults]
        problems = (Problem(f.path, f.line, f.message, fatal=False) for f in faults)
        scripts = console_scripts(packagings, root, settings.import_roots)
        return cls(settings, scripts, tuple(problems))

    def files(self) -> PlainFiles:
        """Return which files may hold pipelines in plain Python."""
        root = self.settings.rootdir
        return PlainFiles(
            self.settings.test_files,
            frozenset(root / source for source in self.scripts),
            frozenset(root / source for source, _ in self.settings.entry_points),
        )

    def flow_options(self, source: str) -> FlowOptions:
        """Return what is known of the entry points of the file `source`."""
        settings = self.settings
        path = settings.rootdir / source
        return FlowOptions(
            not is_of_tests(path, settings.rootdir, settings.test_files),
            tuple(name for file, name in settings.entry_points if file == source),
            self.scripts.get(source, ()),
            settings.endpoints,
        )
