"""Settings that name what a run writes beside snapshots."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def reports(config: pytest.Config, suffixes: Sequence[str], wrong: list[str]) -> tuple[Path, ...]:
    """Return the report files to write, whose names must have one of `suffixes`.

    The file that GitHub Actions names for a job's summary has none, and is Markdown.
    """
    paths = []
    for value in config.getoption("--etl-diagrams-report"):
        path = config.invocation_params.dir / value
        is_known = path.suffix.lower() in suffixes or value == os.environ.get("GITHUB_STEP_SUMMARY")
        if not is_known or path.is_dir():
            wrong.append(
                f"--etl-diagrams-report: {value!r} can't be written; name a file that ends in "
                f"{' or '.join(suffixes)}"
            )
        paths.append(path)
    return tuple(dict.fromkeys(paths))


def pending(config: pytest.Config, snapshots: Path, wrong: list[str]) -> Path | None:
    """Return the folder for new drawings, which must lie outside `snapshots`."""
    value = config.getoption("--etl-diagrams-pending")
    if value is None:
        return None
    path = Path(os.path.normpath(config.invocation_params.dir / value))
    if path.is_file() or path == snapshots or snapshots in path.parents:
        wrong.append(
            f"--etl-diagrams-pending: {value!r} can't hold the new drawings; name a folder "
            f"outside {snapshots.name}"
        )
    return path
