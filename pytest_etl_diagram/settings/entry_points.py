"""The functions and methods that the project says start its pipelines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.settings.folders import below_root
from pytest_etl_diagram.sources.finding import find_module
from pytest_etl_diagram.sources.folders import leads_out
from pytest_etl_diagram.sources.hints import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

_DEFINED = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_MOST_NAMES = 8


class _WrongEntryPointError(Exception):
    """A line of the setting is wrong; the message says how."""


def entry_points(
    config: pytest.Config, import_roots: Sequence[Path], wrong: list[str]
) -> tuple[tuple[str, str], ...]:
    """Return the entry points: the file relative to the root folder, the qualified name."""
    found = []
    for line in config.getini("etl_diagrams_entry_points"):
        try:
            path, name = _resolve(config, import_roots, line)
        except _WrongEntryPointError as error:  # noqa: PERF203 -- all wrong lines are told
            wrong.append(f"etl_diagrams_entry_points: {line!r} {error}")
        else:
            found.append((path.relative_to(config.rootpath).as_posix(), name))
    return tuple(dict.fromkeys(found))


def _resolve(config: pytest.Config, import_roots: Sequence[Path], line: str) -> tuple[Path, str]:
    """Return the file and the qualified name that a line of the setting means."""
    place, separator, rest = line.partition("::")
    name = rest.replace("::", ".").strip()
    if not separator:
        place, separator, name = (part.strip() for part in line.partition(":"))
    if not place or not all(part.isidentifier() for part in name.split(".")):
        message = "is no entry point; write path/module.py::function or package.module:Class.method"
        raise _WrongEntryPointError(message)
    path = _file(config, place) if "::" in line else _module(config, import_roots, place)
    if leads_out(path, config.rootpath):
        message = f"lies behind a link that leads out of {config.rootpath}; put a copy in its place"
        raise _WrongEntryPointError(message)
    _require_name(path, name)
    return path, name


def _file(config: pytest.Config, place: str) -> Path:
    path = below_root(config, place.strip())
    if path is None or path.suffix not in SUFFIXES or not path.is_file():
        message = f"names no Python file; give its path relative to {config.rootpath}"
        raise _WrongEntryPointError(message)
    return path


def _module(config: pytest.Config, import_roots: Sequence[Path], name: str) -> Path:
    root = config.rootpath
    folders = [root, *(folder for folder in import_roots if root in folder.parents)]
    path = find_module(name, folders)
    if path is None:
        places = ", ".join(folder.relative_to(root).as_posix() for folder in folders)
        message = (
            f"names no module: there is no {name} in {places} of {root}; add its folder to "
            "pytest's pythonpath, or write path/module.py::function"
        )
        raise _WrongEntryPointError(message)
    return path


def _require_name(path: Path, name: str) -> None:
    """Raise if the file doesn't say the first part of a qualified name, wherever it is from."""
    first = name.partition(".")[0].encode()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _WrongEntryPointError(f"can't be read: {error.strerror}") from error
    is_said = re.search(rb"(?<![\w.])" + re.escape(first) + rb"(?!\w)", data) is not None
    if not is_said and b"import *" not in data:
        defined = dict.fromkeys(match.decode() for match in _DEFINED.findall(data))
        shown = ", ".join(list(defined)[:_MOST_NAMES]) or "nothing"
        message = f"isn't there: {path.name} has no {first.decode()}; it defines {shown}"
        raise _WrongEntryPointError(message)
