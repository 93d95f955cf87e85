"""Where a project lies in the repository that a GitHub workflow has checked out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def repository_prefix(rootdir: Path, environ: Mapping[str, str]) -> str:
    """Return the path of the root folder in the repository that GitHub checked out.

    It is "" for the repository itself, else it ends in a slash. The repository is the
    nearest folder around `rootdir` with a `.git` that lies in `GITHUB_WORKSPACE`, or that
    folder. "" where the root folder lies elsewhere.
    """
    named = environ.get("GITHUB_WORKSPACE")
    if not named:
        return ""
    root, workspace = rootdir.resolve(), Path(named).resolve()
    around = [folder for folder in (root, *root.parents) if folder.is_relative_to(workspace)]
    if not around:
        return ""
    repository = next((folder for folder in around if (folder / ".git").exists()), workspace)
    path = root.relative_to(repository).as_posix()
    return "" if path == "." else f"{path}/"
