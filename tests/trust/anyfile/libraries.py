"""Every Python file of an interpreter's library, its own tests and what is installed included."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from tests.trust.anyfile.way import passed, reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
BATCH = 100
"""So many files are read by one Project, as in a run."""


def libraries() -> list[Path]:
    """Return the libraries there are: of this Python, and of those that pyenv has."""
    own = Path(sysconfig.get_path("stdlib")).resolve()
    others = sorted(PYENV.glob("3.*/lib/python3.*")) if PYENV.is_dir() else []
    return list(dict.fromkeys([own, *(path.resolve() for path in others)]))


def files_of(library: Path) -> list[Path]:
    """Return the Python files of a library, sorted."""
    found = (path for path in library.rglob("*.py") if "__pycache__" not in path.parts)
    return sorted(path for path in found if path.is_file())


def all_pass(files: Sequence[Path], folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Take copies of files the whole way, each for itself; yield each with its fatal problems.

    Nothing in a copy's folder can be imported, so that any file can be taken out of a library.
    Raises what escapes, with the original's path.
    """
    for start in range(0, len(files), BATCH):
        place = folder / str(start)
        place.mkdir()
        copies = [(path, place / f"case{n}.py") for n, path in enumerate(files[start:][:BATCH])]
        for path, copied in copies:
            copied.write_bytes(path.read_bytes())
        project = reader(place)
        for path, copied in copies:
            try:
                found = passed(project, copied)
            except Exception as error:
                raise AssertionError(f"{path}: {error!r}") from error
            yield path, tuple(p.message for p in found.problems if p.fatal)
        for _, copied in copies:
            copied.unlink()
