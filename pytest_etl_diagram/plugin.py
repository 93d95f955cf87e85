"""The pytest plugin: its options, and the switch that turns the rest on.

Nothing but pytest and the standard library is imported here until a run asks for
diagrams: a run without `--etl-diagrams` must not pay for the parser.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_SWITCH = "--etl-diagrams"
_CATALOGUE = "--etl-diagrams-rules"
_FOLDER = "etl_diagrams_dir"

_INI_VALUES: tuple[tuple[str, Literal["args", "bool", "linelist", "string"], object, str], ...] = (
    (
        "etl_diagrams",
        "bool",
        False,
        "Compare pipeline diagrams in every run, without --etl-diagrams",
    ),
    ("etl_diagrams_paths", "args", ["."], "Files and folders to look for pipelines in"),
    ("etl_diagrams_exclude", "args", [], "Globs of files and folders to leave out"),
    ("etl_diagrams_kinds", "args", [], "Kinds of diagram to draw (default: all)"),
    (_FOLDER, "string", "__etl_diagrams__", "Folder of the committed diagrams"),
    ("etl_diagrams_variables", "string", "", "JSON or YAML file of variables known to pipelines"),
    ("etl_diagrams_endpoints", "string", "", "JSON or YAML file of further I/O calls"),
    (
        "etl_diagrams_entry_points",
        "linelist",
        [],
        "Functions that start pipelines, one a line: path/module.py::function or module:function",
    ),
    ("etl_diagrams_roots", "args", [], "Folders of projects to draw as a whole (default: one)"),
    (
        "etl_diagrams_layers",
        "linelist",
        [],
        "Layers of the architecture, one a line: layer = pattern, pattern",
    ),
    (
        "etl_diagrams_fail_on",
        "string",
        "any",
        "The least grave drifts that fail: any, warning or breaking",
    ),
    ("etl_diagrams_rules", "linelist", [], "Levels of rules, one a line: rule = level, or off"),
    (
        "etl_diagrams_allow",
        "linelist",
        [],
        "Drifts to accept, one a line: rule subject [until YYYY-MM-DD] -- reason",
    ),
    ("etl_diagrams_notes", "bool", False, "Draw lines of the log as notes"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the command line options and ini values of this plugin."""
    group = parser.getgroup("etl-diagrams", "architecture diagrams of data pipelines")
    group.addoption(
        _SWITCH,
        action="store_true",
        help="Draw every data pipeline and compare it with its committed diagram "
        "(with --snapshot-update: write the diagrams)",
    )
    group.addoption(
        "--etl-diagrams-report",
        action="append",
        default=[],
        metavar="FILE",
        help="Write what was found to FILE, which ends in .json, .md, .html or .sarif "
        "(can be given several times)",
    )
    group.addoption(
        "--etl-diagrams-pending",
        metavar="DIR",
        help="Write the new drawing of each diagram that fails below DIR",
    )
    group.addoption(
        "--etl-diagrams-fail-on",
        metavar="LEVEL",
        help="The least grave drifts that fail: any (all), warning or breaking",
    )
    group.addoption(
        "--etl-diagrams-base",
        metavar="REV",
        help="Also tell what changed since the snapshots of a git revision",
    )
    group.addoption(
        "--etl-diagrams-base-fail-on",
        metavar="LEVEL",
        help="Fail for what changed since the base, too: never (the default), any, warning or "
        "breaking",
    )
    group.addoption(
        _CATALOGUE,
        action="store_true",
        help="Print the rules of drift with their levels, and exit",
    )
    group.addoption(
        "--etl-diagrams-force-update",
        action="store_true",
        help="Let --snapshot-update write diagrams although CI is set",
    )
    for name, kind, default, text in _INI_VALUES:
        parser.addini(name, text, type=kind, default=default)


def pytest_cmdline_main(config: pytest.Config) -> pytest.ExitCode | None:
    """Print the catalogue of rules instead of running, if that is asked for.

    Raises pytest.UsageError for levels of rules that are wrong.
    """
    if not config.getoption(_CATALOGUE) or config.getoption("help", default=False):
        return None
    _find_own_imports(config)
    from pytest_etl_diagram.collection.catalogue_option import print_catalogue  # noqa: PLC0415

    return print_catalogue(config)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and what collects and compares diagrams if they are wanted.

    Raises pytest.UsageError for wrong settings.
    """
    config.addinivalue_line(
        "markers", "etl_diagram: a diagram of a data pipeline (added by pytest-etl-diagram)"
    )
    folder = config.rootpath / config.getini(_FOLDER)
    if folder.is_dir() and folder != config.rootpath:
        config.pluginmanager.register(_Snapshots(folder), "etl-diagrams-snapshots")
    if _is_wanted(config):
        _find_own_imports(config)
        from pytest_etl_diagram.collection.session import activate  # noqa: PLC0415

        activate(config)


def _is_wanted(config: pytest.Config) -> bool:
    if config.getoption("help", default=False):
        return False
    if config.getoption(_SWITCH) or config.getini("etl_diagrams"):
        return True
    return bool(config.getoption("--snapshot-update", default=False)) and _has_diagrams(config)


def _has_diagrams(config: pytest.Config) -> bool:
    """Tell whether the project has committed diagrams, which an update then refreshes too.

    A folder outside of the root folder isn't looked into: it counts, and the settings refuse it.
    """
    folder = config.rootpath / config.getini(_FOLDER)
    if not folder.is_dir():
        return False
    _find_own_imports(config)
    from pytest_etl_diagram.snapshot import find_snapshots  # noqa: PLC0415
    from pytest_etl_diagram.sources.folders import leads_out  # noqa: PLC0415

    return leads_out(folder, config.rootpath) or any(True for _ in find_snapshots(folder))


class _Snapshots:
    """Spares pytest the walk through the snapshots: they have a folder for each pipeline file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = folder.name

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave the folder out, unless an argument leads into it: then pytest doesn't ask."""
        is_it = collection_path.name == self._name and collection_path == self._folder
        return True if is_it else None


def _find_own_imports(config: pytest.Config) -> None:
    """Import for this package from what is installed, until the run that `config` is of has ended.

    What takes part in a run is imported after this only.
    """
    sys.meta_path.insert(0, PathFinder)  # before pytest's hook, which would rewrite this module
    try:
        from pytest_etl_diagram.sources.own_imports import OwnImports  # noqa: PLC0415
    finally:
        sys.meta_path.remove(PathFinder)

    project = [config.rootpath]
    with contextlib.suppress(ValueError):  # with `-p no:python_path` pytest doesn't know it
        project += config.getini("pythonpath")
    finder = OwnImports(project)
    sys.meta_path.insert(0, finder)

    def forget() -> None:
        with contextlib.suppress(ValueError):  # somebody has put back what was there before us
            sys.meta_path.remove(finder)

    config.add_cleanup(forget)
