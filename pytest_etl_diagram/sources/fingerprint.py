"""What tells this installation from others that may read the same files differently.

Nothing is imported for it, and metadata is known by the names of its folders, which are listed
once: `importlib.metadata` parses the whole METADATA of a package to tell its version.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARSERS = frozenset({"libcst", "pyyaml", "sqlglot"})
"""The packages, by their normal names, that parse for this one."""

_GROUP = re.compile(rb"^\[pytest_etl_diagram\.(?:frontends|diagrams)\][^\[]*", re.MULTILINE)
"""A section of entry_points.txt by which a package extends this one."""

_MODULE = re.compile(rb"=\s*(\w+)")
"""What an entry point names: of the module, the name of its outermost package."""


@dataclass(frozen=True, slots=True)
class _Metadata:
    """The folder of an installed package's metadata, `name-version.dist-info` (or `.egg-info`)."""

    folder: str

    @property
    def name(self) -> str:
        """The package's name, normal: lower case, with dashes."""
        return re.sub(r"[-_.]+", "-", self._stem.partition("-")[0]).lower()

    @property
    def version(self) -> str:
        """Its version; where the folder's name has none, as in a source tree, it is in PKG-INFO."""
        version = self._stem.partition("-")[2].partition("-py")[0]
        if version:
            return version
        found = re.search(rb"^Version: *(\S+)", self.read("PKG-INFO"), re.MULTILINE)
        return found[1].decode("utf-8", "replace") if found else ""

    @property
    def _stem(self) -> str:
        return Path(self.folder).stem

    def read(self, file: str) -> bytes:
        """Return a file of the folder, nothing for one that isn't there."""
        try:
            with open(f"{self.folder}/{file}", "rb") as opened:  # noqa: PTH123 -- 6 times as quick
                return opened.read()
        except OSError:
            return b""


@cache
def tool_fingerprint() -> str:
    """Return a hex digest that is another one whenever files may be read in another way.

    It depends on this package's own code, the versions of Python and of the packages that parse
    for it, and on the packages that extend it. Worked out once a process.
    """
    return fingerprint(Path(__file__).parents[1], tuple(sys.path))


def fingerprint(package: Path, path: Iterable[str]) -> str:
    """Return the fingerprint of this package in a folder, with others along a path as Python's.

    The order of the path doesn't matter, nor what lies on it twice.
    """
    folders = [*dict.fromkeys(entry or "." for entry in path)]
    told = {f"python {sys.implementation.name} {sys.version_info[:2]}", _own(package)}
    for folder in folders:
        for found in _metadata(folder):
            if found.name in _PARSERS:
                told.add(f"{found.name} {found.version}")
            told.update(_extension(found, folders))
    return _digest("\n".join(sorted(told)).encode("utf-8", "surrogatepass"))


def _metadata(folder: str) -> Iterator[_Metadata]:
    """Yield the metadata of the packages in a folder."""
    for entry in _entries(folder):
        if entry.name.endswith((".dist-info", ".egg-info")):
            yield _Metadata(entry.path)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder: nothing in one that can't be read, or that is an archive."""
    try:
        with os.scandir(folder) as scan:
            yield from scan
    except OSError:
        return


def _own(package: Path) -> str:
    """Return a text about the code of this package."""
    name = package.name.replace("_", "-")
    beside = sorted(found.folder for found in _metadata(str(package.parent)) if found.name == name)
    return _code(package, b"".join(_Metadata(folder).read("RECORD") for folder in beside))


def _extension(found: _Metadata, folders: Iterable[str]) -> Iterator[str]:
    """Yield texts about the code of a package if it extends this one."""
    sections = _GROUP.findall(found.read("entry_points.txt"))
    if not sections:
        return
    yield f"{found.name} {found.version}"
    record = found.read("RECORD")
    for module in {*_MODULE.findall(b"\n".join(sections))}:
        for folder in folders:
            for name in (module.decode(), f"{module.decode()}.py"):
                place = Path(folder, name)
                if place.exists():
                    yield _code(place, record)


def _code(place: Path, record: bytes) -> str:
    """Return a text about a package or module that is another one when its code changes.

    `record` is the RECORD of its installation, which has the hashes of all files. In a source
    tree there is none, or it doesn't list them: then sizes and times of the files tell.
    """
    if re.search(rb"^" + re.escape(place.name.encode()) + rb"[/,]", record, re.MULTILINE):
        return f"{place.name} {_digest(record)}"
    return "\n".join(sorted(_files(place)))


def _files(place: Path) -> Iterator[str]:
    """Yield name, size and time of every file of a package, of a module, or of its archive."""
    if not place.is_dir():
        archive = next(each for each in (place, *place.parents) if each.exists())
        yield f"{place.name} {_state(archive)}"
        return
    folders = [str(place)]
    start = len(folders[0])
    while folders:
        for entry in _entries(folders.pop()):
            if not entry.is_dir(follow_symlinks=False):
                yield f"{place.name}{entry.path[start:]} {_state(entry)}"
            elif entry.name != "__pycache__":
                folders.append(entry.path)


def _state(file: os.DirEntry[str] | Path) -> str:
    """Return size and time of a file; links may lead nowhere, as those by which editors lock."""
    try:
        status = file.stat()
    except OSError:
        return "unknown"
    return f"{status.st_size} {status.st_mtime_ns}"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
