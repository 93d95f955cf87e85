"""Paths that the files of a project name."""

from __future__ import annotations

import posixpath

from pytest_etl_diagram.sources import folders


def inside(folder: str, path: str) -> str | None:
    """Return a path that a setting gives from its file's folder on; None for one outside the root.

    What is returned is relative to the root folder, "" for the root itself.
    """
    return folders.inside(posixpath.join(folder, path))
