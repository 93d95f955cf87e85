"""What a project says of itself to packaging tools: its name and its commands."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.sources.finding import USUAL_FOLDERS, find_module
from pytest_etl_diagram.sources.folders import OUTSIDE, leads_out
from pytest_etl_diagram.sources.text import read_text_file

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Packaging:
    """What pyproject.toml and setup.cfg of a folder say.

    `name` is "" where none is given. `scripts` are the console scripts:
    (command, `package.module:function`). `faults` say which of the files can't
    be read, and why.
    """

    folder: Path
    name: str = ""
    scripts: tuple[tuple[str, str], ...] = ()
    faults: tuple[SourceError, ...] = ()


def read_packaging(folder: Path, rootdir: Path) -> Packaging:
    """Return what the project in `folder`, which lies in `rootdir`, says of itself.

    Rules: the pyproject.toml specification (`[project]`), Poetry's
    `[tool.poetry]`, and setuptools' setup.cfg; the first that names something counts.
    """
    faults: list[SourceError] = []
    names: list[object] = []
    scripts: dict[str, str] = {}
    for file, read in _READERS:
        path = folder / file
        if path.is_file():
            if leads_out(path, rootdir):
                faults.append(SourceError(_name(path, rootdir), 0, f"can't be read: {OUTSIDE}"))
                continue
            try:
                name, found = read(path, rootdir)
            except SourceError as fault:
                faults.append(fault)
                continue
            names.append(name)
            scripts = found | scripts
    name = next((name for name in names if isinstance(name, str) and name), "")
    return Packaging(folder, name, tuple(sorted(scripts.items())), tuple(faults))


def _read_toml(path: Path, rootdir: Path) -> tuple[object, dict[str, str]]:
    try:
        content = tomllib.loads(read_text_file(path, rootdir))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(_name(path, rootdir), 0, f"isn't TOML: {error}") from error
    project = _table(content, "project")
    poetry = _table(content, "tool", "poetry")
    scripts = dict(_scripts(_table(poetry, "scripts"))) | dict(_scripts(_table(project, "scripts")))
    return project.get("name") or poetry.get("name"), scripts


def _read_ini(path: Path, rootdir: Path) -> tuple[object, dict[str, str]]:
    import configparser  # noqa: PLC0415 -- few projects still have such a file

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(read_text_file(path, rootdir))
    except configparser.Error as error:
        words = " ".join(str(error).split())
        raise SourceError(_name(path, rootdir), 0, f"can't be read: {words}") from error
    lines = parser.get("options.entry_points", "console_scripts", fallback="").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and line.lstrip()[:1] != "#")
    scripts = {command.strip(): reference.strip() for command, _, reference in pairs}
    return parser.get("metadata", "name", fallback="").strip(), scripts


_READERS = (("pyproject.toml", _read_toml), ("setup.cfg", _read_ini))


def _name(path: Path, rootdir: Path) -> str:
    return path.relative_to(rootdir).as_posix()


def _table(content: Any, *names: str) -> dict[str, Any]:  # noqa: ANN401 -- whatever TOML holds
    for name in names:
        content = content.get(name) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}


def _scripts(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the scripts of a table; Poetry writes some as tables with their `reference`."""
    for command, value in table.items():
        given = value.get("reference", value.get("callable")) if isinstance(value, dict) else value
        if isinstance(given, str):
            yield command, given


def console_scripts(
    packagings: Iterable[Packaging], rootdir: Path, import_roots: Iterable[Path] = ()
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the console scripts by the file that holds their function: (command, function).

    Files are relative to `rootdir`. Modules are looked for in the folder of the
    project that names them, in its usual folders, and in `import_roots`. A
    script of a module that isn't of the project is left out.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    further = tuple(import_roots)
    for packaging in packagings:
        own = (packaging.folder, *(packaging.folder / name for name in USUAL_FOLDERS))
        for command, reference in packaging.scripts:
            module, _, function = reference.partition("[")[0].strip().partition(":")
            path = find_module(module.strip(), (*own, *further))
            if path is not None and function and path.is_relative_to(rootdir):
                found.setdefault(_name(path, rootdir), []).append((command, function.strip()))
    return {source: tuple(dict.fromkeys(scripts)) for source, scripts in sorted(found.items())}
