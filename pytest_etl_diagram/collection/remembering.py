"""Where a run keeps what it has worked out: in pytest's cache folder, if the run has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.dividing import shared_folder
from pytest_etl_diagram.sources.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

_FOLDER = "etl-diagrams"
_FILE = "diagrams.sqlite"


def open_store(config: pytest.Config, warn: Callable[[str], None]) -> Store | None:
    """Return the store of a run, None if it is to have none (`-p no:cacheprovider`).

    xdist workers then share one that ends with the run. `warn` is told what keeps it from
    being used.
    """
    folder = _cache_folder(config, warn) or shared_folder(config)
    return None if folder is None else Store(folder / _FILE, warn)


def _cache_folder(config: pytest.Config, warn: Callable[[str], None]) -> Path | None:
    """Return our folder below pytest's cache, which `--cache-clear` empties.

    Every worker clears the cache as it starts, maybe after others have begun to write.
    """
    cache = getattr(config, "cache", None)
    if cache is None:
        return None
    if config.getoption("--cache-clear", default=False) and shared_folder(config) is not None:
        return None
    try:
        return cache.mkdir(_FOLDER)  # type: ignore[no-any-return]
    except OSError as error:
        warn(f"the cache can't be used: {error}")
        return None
