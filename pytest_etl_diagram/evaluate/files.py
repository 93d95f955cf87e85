"""The files of the repository that evaluated code reads: inside the root folder, within budgets."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.modules import (
    USUAL_ROOTS,
    VIRTUAL_ROOT,
    ancestors,
    deployment_folders,
)
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.sources.text import read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_BYTES = 2_000_000
MAX_LISTED = 2_000
_PLACEHOLDER = re.compile(r"^\{[^{}]*\}/?")


def locate(it: Interpreter, path: str) -> str | None:
    """Return the path, relative to the root folder, of what evaluated code calls `path`.

    None where the repository has no such file or folder. An absolute path and
    one below an unknown folder (`{env:AIRFLOW_HOME}/dags/x.yml`) are looked up
    by their end, from the folders that Airflow deployments copy.
    """
    for candidate in dict.fromkeys(_candidates(it, path)):
        inside = posixpath.normpath(candidate) if candidate else "."
        if inside.startswith(("..", "/")):
            continue
        real = it.modules.rootdir / inside
        if _belongs(it.modules.rootdir, real):
            return "" if inside == "." else inside
    return None


def _candidates(it: Interpreter, path: str) -> Iterator[str]:
    path = path.removeprefix("file://")
    if path == VIRTUAL_ROOT or path.startswith(VIRTUAL_ROOT + "/"):
        yield path[len(VIRTUAL_ROOT) + 1 :]
        return
    rest = _PLACEHOLDER.sub("", path)
    if not path.startswith("/"):
        yield rest
        for folder in deployment_folders(it.path):
            yield posixpath.join(folder, rest)
        return
    parts = [part for part in path.split("/") if part]
    for index, part in enumerate(parts):
        if part in USUAL_ROOTS:
            for folder in ("", *ancestors(it.path)):
                yield posixpath.join(folder, *parts[index:])
            yield "/".join(parts[index + 1 :])


def _belongs(rootdir: Path, real: Path) -> bool:
    """Tell whether a path exists and, links followed, lies inside the root folder."""
    try:
        return real.exists() and real.resolve().is_relative_to(rootdir.resolve())
    except (OSError, ValueError):
        return False


def read(it: Interpreter, path: str) -> str | None:
    """Return the text of a file of the repository, None where there is none.

    The file becomes a dependency of the diagram. Raises Exhausted for one that
    is too large.
    """
    inside = locate(it, path)
    if inside is None:
        it.complain(f"reads {shown(path)}, which isn't in the repository; taken as unknown")
        return None
    real = it.modules.rootdir / inside
    if not real.is_file():
        return None
    try:
        if real.stat().st_size > MAX_BYTES:
            raise Exhausted(f"reads {inside}, which has over {MAX_BYTES:,} bytes")
        it.dependencies.add(inside)
        return read_text_file(real, it.modules.rootdir)
    except (OSError, SourceError) as error:
        it.complain(f"reads {inside}, which can't be read: {error}")
        return None


def shown(path: str) -> str:
    """Return a path as a message shows it: without the virtual root."""
    return path.removeprefix(VIRTUAL_ROOT + "/")


def kind(it: Interpreter, path: str) -> str:
    """Return "file", "folder" or "" (nothing there) for a path of the evaluated code."""
    inside = locate(it, path)
    if inside is None:
        return ""
    return "file" if (it.modules.rootdir / inside).is_file() else "folder"


def listing(it: Interpreter, path: str) -> list[str] | None:
    """Return the sorted names in a folder of the repository, None where there is none."""
    inside = locate(it, path)
    if inside is None:
        return None
    it.dependencies.add(f"{inside}/" if inside else "./")
    try:
        names = sorted(entry.name for entry in (it.modules.rootdir / inside).iterdir())
    except OSError:
        return None
    if len(names) > MAX_LISTED:
        raise Exhausted(f"lists {inside or '.'}, which has over {MAX_LISTED:,} entries")
    return [name for name in names if name not in ("__pycache__", ".git")]


def walk(it: Interpreter, path: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield (folder, folders in it, files in it) below `path`, as `os.walk` does, sorted."""
    names = listing(it, path) or []
    folders = [name for name in names if kind(it, posixpath.join(path, name)) == "folder"]
    yield path, folders, [name for name in names if name not in folders]
    for name in folders:
        yield from walk(it, posixpath.join(path, name))


def matching(it: Interpreter, folder: str, pattern: str) -> list[str]:
    """Return the paths below `folder` that fit a glob pattern (`**` crosses folders), sorted."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    found = [folder]
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        found = [path for base in found for path in _step(it, base, part, is_last=is_last)]
        if len(found) > MAX_LISTED:
            raise Exhausted(f"the pattern {pattern} fits over {MAX_LISTED:,} files")
    return sorted(dict.fromkeys(found))


def _step(it: Interpreter, base: str, part: str, *, is_last: bool) -> list[str]:
    if part == "**":
        folders = [where for where, _, _ in walk(it, base)]
        if not is_last:
            return folders
        return [posixpath.join(w, name) for w, _, files in walk(it, base) for name in files]
    if not any(sign in part for sign in "*?["):
        path = posixpath.join(base, part)
        return [path] if kind(it, path) else []
    names = listing(it, base) or []
    fitting = (name for name in names if fnmatch.fnmatchcase(name, part))
    return [
        posixpath.join(base, name)
        for name in fitting
        if not name.startswith(".") or part.startswith(".")
    ]
