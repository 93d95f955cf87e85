"""The files of the repository that evaluated code reads: inside the root folder, within budgets."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.evaluate.modules import VIRTUAL_ROOT
from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.sources.folders import FILE
from pytest_etl_diagram.sources.imports import USUAL_ROOTS, ancestors, deployment_folders
from pytest_etl_diagram.sources.text import decode_data, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_BYTES = 2_000_000
MAX_LISTED = 2_000
MAX_PATH = 4_096  # characters: no system opens what is called longer
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
        if it.modules.disk.kind(inside):
            return "" if inside == "." else inside
    return None


def _candidates(it: Interpreter, path: str) -> Iterator[str]:
    if len(path) > MAX_PATH:
        return
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


def read(it: Interpreter, path: str) -> str | None:
    """Return the text of a file of the repository, None where there is none.

    The file becomes a dependency of the diagram. Raises Exhausted for one that
    is too large.
    """
    inside = locate(it, path)
    if inside is None:
        tell_absent(it, path, "reads")
        return None
    if it.modules.disk.folders.kind(inside) != FILE:
        return None
    it.dependencies.add(inside)
    try:
        return text_of_file(it, inside)
    except SourceError as error:
        it.complain(f"reads {inside}, which can't be read: {error}")
        return None


def tell_absent(it: Interpreter, path: str, verb: str) -> None:
    """Note that code reads or lists what the repository doesn't have.

    Where a link out of the root folder, or a pipe, lies on the way to it, that is said.
    """
    for candidate in dict.fromkeys(_candidates(it, path)):
        refused, why = it.modules.disk.refusal(posixpath.normpath(candidate or "."))
        if why:
            it.complain(f"{verb} {shown(path)}, but {refused} {why}; taken as unknown")
            return
    it.complain(f"{verb} {shown(path)}, which isn't in the repository; taken as unknown")


def text_of_file(it: Interpreter, inside: str) -> str:
    """Return the text of a file by its path relative to the root folder.

    Raises SourceError for one that can't be read, Exhausted for one that is too large.
    """
    try:
        data = it.modules.disk.read(inside, MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(error, inside) from error
    if len(data) > MAX_BYTES:
        raise Exhausted(f"reads {inside}, which has over {MAX_BYTES:,} bytes")
    return decode_data(data, inside)


def shown(path: str) -> str:
    """Return a path as a message shows it: without the virtual root."""
    return path.removeprefix(VIRTUAL_ROOT + "/")


def kind(it: Interpreter, path: str) -> str:
    """Return "file", "folder" or "" (nothing there) for a path of the evaluated code."""
    inside = locate(it, path)
    if inside is None:
        return ""
    return it.modules.disk.folders.kind(inside)


def listing(it: Interpreter, path: str, pattern: str = "*") -> list[str] | None:
    """Return the sorted names in a folder of the repository, None where there is none.

    Only those that fit a glob pattern, if one is given.
    """
    inside = locate(it, path)
    if inside is None:
        tell_absent(it, path, "lists")
        return None
    it.dependencies.add(f"{inside}/" if inside else "./")
    fitting = "" if pattern == "*" else rf"\A{fnmatch.translate(pattern)}"
    names = it.modules.disk.names(inside, fitting)
    if names is not None and len(names) > MAX_LISTED:
        raise Exhausted(f"lists {inside or '.'}, which has over {MAX_LISTED:,} entries")
    return None if names is None else list(names)


def walk(it: Interpreter, path: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield (folder, folders in it, files in it) below `path`, as `os.walk` does, sorted.

    Links to folders are among the folders, and aren't followed.
    """
    names = listing(it, path) or []
    folders = [name for name in names if kind(it, posixpath.join(path, name)) == "folder"]
    yield path, folders, [name for name in names if name not in folders]
    links = it.modules.disk.folders.listed(locate(it, path) or "").links
    for name in folders:
        if name not in links:
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
    return [
        posixpath.join(base, name)
        for name in listing(it, base, part) or []
        if not name.startswith(".") or part.startswith(".")
    ]
