"""What pytest's options, its ini values and conftest files leave out of a collection."""

from __future__ import annotations

import fnmatch
import warnings
from pathlib import Path
from typing import Any

import pytest

from pytest_etl_diagram.sources.testing import matches

_HOOK = "pytest_ignore_collect"


def is_ignored(config: pytest.Config, path: Path) -> bool:
    """Tell whether pytest would leave out a folder or file that it meets on its walk.

    Of conftest files only those that pytest has read already count: reading more
    would run code of the project that nobody asked to run.
    """
    conftests = config.stash[Conftests.KEY].found
    elsewhere = [conftest for folder, conftest in conftests if folder not in path.parents]
    if _ask_plugins(config, path, elsewhere):
        return True
    return any(
        folder in path.parents and _lists(conftest, folder, path) for folder, conftest in conftests
    )


def is_never_collected(config: pytest.Config, path: Path) -> bool:
    """Tell whether every run of the project leaves a folder or file out.

    That is so for what plugins, `norecursedirs` and the conftest file of the root
    folder leave out, but not for what the command line does (`--ignore`), nor
    other conftest files: which of them pytest reads depends on the arguments.
    """
    root = config.rootpath
    conftests = config.stash[Conftests.KEY].found
    others = [conftest for folder, conftest in conftests if folder != root]
    by_command_line = config.pluginmanager.get_plugin("main")
    if path.is_dir() and matches(path, config.getini("norecursedirs")):
        return True
    if _ask_plugins(config, path, [by_command_line, *others]):
        return True
    return any(folder == root and _lists(conftest, root, path) for folder, conftest in conftests)


def is_left_out_by_option(config: pytest.Config, path: Path) -> bool:
    """Tell whether --ignore or --ignore-glob names a path or a folder that it lies in."""
    start = config.invocation_params.dir
    ignored = [start / given for given in config.getoption("--ignore") or ()]
    globs = [str(start / given) for given in config.getoption("--ignore-glob") or ()]
    return any(
        above in ignored or any(fnmatch.fnmatch(str(above), glob) for glob in globs)
        for above in (path, *path.parents)
    )


def _ask_plugins(config: pytest.Config, path: Path, elsewhere: list[Any]) -> bool:
    """Call the hook, without the plugins and conftest files that have no say."""
    if not any(hasattr(conftest, _HOOK) for conftest in elsewhere):
        return bool(config.hook.pytest_ignore_collect(collection_path=path, config=config))
    ask = config.pluginmanager.subset_hook_caller(_HOOK, elsewhere)
    with warnings.catch_warnings():
        # pytest 8 declares an old form of the path, too, and warns of those who don't pass it.
        warnings.simplefilter("ignore")
        return bool(ask(collection_path=path, config=config))


class Conftests:
    """The conftest files that pytest has read so far, each with its folder."""

    KEY = pytest.StashKey["Conftests"]()

    def __init__(self, config: pytest.Config) -> None:
        """Begin to take note of them."""
        self.found: list[tuple[Path, Any]] = []
        config.stash[self.KEY] = self
        config.pluginmanager.register(self, "etl-diagrams-conftests")

    def pytest_plugin_registered(self, plugin: object) -> None:
        """Note a conftest file; pytest calls this for those that it has read before, too."""
        file = getattr(plugin, "__file__", None) or ""
        if file.endswith("conftest.py"):
            self.found.append((Path(file).parent, plugin))


def _lists(conftest: Any, folder: Path, path: Path) -> bool:  # noqa: ANN401 -- a module
    """Tell whether `collect_ignore` or `collect_ignore_glob` of a conftest file name a path.

    pytest asks this only for folders that it walks over itself.
    """
    names = getattr(conftest, "collect_ignore", ())
    globs = getattr(conftest, "collect_ignore_glob", ())
    return any(folder / name == path for name in names) or any(
        fnmatch.fnmatch(str(path), str(folder / glob)) for glob in globs
    )
