"""What pytest's options, its ini values and conftest files leave out of a collection."""

from __future__ import annotations

import fnmatch
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


_HOOK = "pytest_ignore_collect"


def is_ignored(config: pytest.Config, path: Path) -> bool:
    """Tell whether pytest would leave out a folder or file that it meets on its walk.

    Of conftest files only those that pytest has read already count: reading more
    would run code of the project that nobody asked to run.
    """
    conftests = list(_conftests(config))
    elsewhere = [conftest for folder, conftest in conftests if folder not in path.parents]
    if _ask_plugins(config, path, elsewhere):
        return True
    return any(
        folder in path.parents and _lists(conftest, folder, path) for folder, conftest in conftests
    )


def _ask_plugins(config: pytest.Config, path: Path, elsewhere: list[Any]) -> bool:
    """Call the hook, without the conftest files of other folders."""
    if not any(hasattr(conftest, _HOOK) for conftest in elsewhere):
        return bool(config.hook.pytest_ignore_collect(collection_path=path, config=config))
    ask = config.pluginmanager.subset_hook_caller(_HOOK, elsewhere)
    with warnings.catch_warnings():
        # pytest 8 declares an old form of the path, too, and warns of those who don't pass it.
        warnings.simplefilter("ignore")
        return bool(ask(collection_path=path, config=config))


def _conftests(config: pytest.Config) -> Iterator[tuple[Path, Any]]:
    for plugin in config.pluginmanager.get_plugins():
        file = getattr(plugin, "__file__", None) or ""
        if file.endswith("conftest.py"):
            yield Path(file).parent, plugin


def _lists(conftest: Any, folder: Path, path: Path) -> bool:  # noqa: ANN401 -- a module
    """Tell whether `collect_ignore` or `collect_ignore_glob` of a conftest file name a path.

    pytest asks this only for folders that it walks over itself.
    """
    names = getattr(conftest, "collect_ignore", ())
    globs = getattr(conftest, "collect_ignore_glob", ())
    return any(folder / name == path for name in names) or any(
        fnmatch.fnmatch(str(path), str(folder / glob)) for glob in globs
    )
