"""What the reading of a file depends on that isn't on the disk: this package, and the settings."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.fingerprint import tool_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pytest

    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.settings import Settings

_ENDPOINTS = "etl_diagrams_endpoints"


def stamps(
    config: pytest.Config, settings: Settings, flow_options: Callable[[str], FlowOptions]
) -> Callable[[str], str]:
    """Return what tells, of a file relative to the root folder, all of that as one text.

    Equal texts mean that the same files are read in the same way.
    """
    root = settings.rootdir
    common = json.dumps(
        [
            tool_fingerprint(),
            root.name,  # a root folder that is a package is imported by it
            settings.kinds,
            settings.notes,
            _below(root, settings.import_roots),
            settings.variables,
            _endpoints(config),
        ],
        sort_keys=True,
        default=repr,
    )
    start = hashlib.sha256(common.encode()).hexdigest()

    def stamp(source: str) -> str:
        given = flow_options(source)
        return f"{start} {given.by_convention} {given.named} {given.commands}"

    return stamp


def _below(root: Path, folders: Iterable[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in folders if path.is_relative_to(root)]


def _endpoints(config: pytest.Config) -> str:
    """Return the hash of the project's own table of endpoints, which has been read already."""
    name = config.getini(_ENDPOINTS)
    if not name:
        return ""
    return hashlib.sha256((config.rootpath / name).read_bytes()).hexdigest()
