"""Files as they were at a git revision, read from git's objects without a checkout."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import RevisionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SHALLOW = (
    "in a shallow clone fetch it first (git fetch origin REV; actions/checkout with fetch-depth: 0)"
)


@dataclass(frozen=True, slots=True)
class _Blob:
    name: str
    path: str


def files_at(revision: str, folder: Path, below: str, suffix: str) -> dict[str, bytes]:
    r"""Return the files below `folder / below` at a revision, by their paths relative to `folder`.

    Only those whose names end in `suffix`. The contents are those that are committed: line ends
    are `\n` unless somebody committed others. Raises RevisionError, in words for the user,
    where there is no git, no repository or no such revision.
    """
    if revision.startswith("-"):
        raise RevisionError("is no revision")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}").strip()
    if not commit:
        raise RevisionError(f"is no revision of the repository at {folder}; {_SHALLOW}")
    listing = _git(folder, "ls-tree", "-r", "-z", f"{revision}^{{commit}}", "--", below)
    blobs = [blob for blob in _blobs(listing) if blob.path.endswith(suffix)]
    return dict(zip((blob.path for blob in blobs), _contents(folder, blobs), strict=True))


def _blobs(listing: bytes) -> Iterator[_Blob]:
    """Yield the files of `git ls-tree -z`: `mode type name<TAB>path`, each ended by a NUL."""
    for line in listing.split(b"\0"):
        about, tab, path = line.partition(b"\t")
        if tab and b" blob " in about:
            name = about.rsplit(b" ", 1)[1].decode()
            yield _Blob(name, PurePosixPath(path.decode("utf-8", "surrogateescape")).as_posix())


def _contents(folder: Path, blobs: Iterable[_Blob]) -> Iterator[bytes]:
    """Yield the contents of files, all from one process of git."""
    names = "".join(f"{blob.name}\n" for blob in blobs)
    data = _git(folder, "cat-file", "--batch", stdin=names.encode()) if names else b""
    start = 0
    while start < len(data):
        end = data.index(b"\n", start)
        size = int(data[start:end].rsplit(b" ", 1)[1])
        yield data[end + 1 : end + 1 + size]
        start = end + size + 2


def _git(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    """Return what git prints, nothing where it only says no."""
    try:
        done = subprocess.run(  # noqa: S603 -- no shell, and the words are ours
            ["git", *words],  # noqa: S607 -- the git that the user has
            cwd=folder,
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"can't be read: git can't be run ({error.strerror})") from error
    if done.returncode and done.stderr:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise RevisionError(f"can't be read: {reason}")
    return done.stdout
