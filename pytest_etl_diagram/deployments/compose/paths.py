"""Paths in Compose files: kept relative to the project's root, shown relative to the Compose file.

A kept path of a file of the project begins with `./`, one beside the project with `../`; absolute
paths, `~`, URLs and those that begin with an unknown variable stay as they are written.
"""

from __future__ import annotations

import posixpath
import re

_FIXED = re.compile(r"[/\\~{$]|[A-Za-z]:[\\/]|[A-Za-z][\w+.-]*://|git@|[\w.-]+\.\w+/.*\.git\b")

_DEEP = "/0/1/2/3/4/5/6/7/8/9"
"""A made-up place of the root folder, deep enough for paths that lead out of it."""


def is_fixed(path: str) -> bool:
    """Tell whether a path doesn't depend on the folder of the file that names it."""
    return _FIXED.match(path) is not None


def kept(folder: str, path: str) -> str:
    """Return a path as written in a file of `folder`, as it is kept."""
    if is_fixed(path):
        return path.rstrip("/") if len(path) > 1 and "://" not in path else path
    whole = posixpath.normpath(posixpath.join(folder or ".", path))
    return whole if whole == ".." or whole.startswith("../") else f"./{whole}"


def shown(folder: str, path: str) -> str:
    """Return a kept path as one would write it in a file of `folder`."""
    if not path.startswith(("./", "../")) and path != "..":
        return path
    relative = posixpath.relpath(posixpath.join(_DEEP, path), posixpath.join(_DEEP, folder))
    return relative if relative.split("/")[0] in (".", "..") else f"./{relative}"


def inside(path: str) -> str | None:
    """Return a kept path relative to the root as `Files` takes it, None for one outside."""
    if not path.startswith("./"):
        return None
    whole = posixpath.normpath(path)
    return "" if whole == "." else whole
