"""Writing a file whole or not at all, whatever ends the process meanwhile.

The content goes to a temporary file beside the target, is brought to the disk, and moves into
place. A process that is killed leaves that temporary file, which `sweep_temporaries` removes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import WriteError

if TYPE_CHECKING:
    from pathlib import Path

_TEMPORARY = re.compile(r"\.etl-diagram-[0-9a-f]{16}\.tmp")
_ATTEMPTS = 5
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_REPOSITORY = ".git"

_NO_FOLDER = "move away the file that stands where a folder is needed"
_REMEDIES = {
    "ENOSPC": "free some space on the disk",
    "EDQUOT": "free some space, as your quota is used up",
    "EROFS": "run where the file system can be written",
    "EACCES": "make the file and its folder writable, and close programs that have it open",
    "EPERM": "make the file and its folder writable, and close programs that have it open",
    "EEXIST": _NO_FOLDER,
    "ENOTDIR": _NO_FOLDER,
    "EISDIR": "move away the folder that stands where the file belongs",
    "ENAMETOOLONG": "choose shorter names for its folders",
    "ELOOP": "remove the link that leads to itself",
    "ENOENT": "run again, as its folder vanished meanwhile",
}
"""What to do, by the name of the system's error; not every system has all of them."""

_BY_NUMBER = {
    number: remedy
    for name, remedy in _REMEDIES.items()
    if (number := getattr(errno, name, None)) is not None
}


def replace_file(path: Path, content: bytes, within: Path | None = None) -> None:
    """Write `content` to `path`: afterwards the file has all of it, or is what it was.

    Makes the folders that are missing, keeps the permissions of a file that was there, and
    writes the file that a link leads to. It is tried again where another run has removed the
    temporary file, or the empty folder, at the same moment. Given a folder, `within`, that file
    must lie below it and outside of git's own folder. Raises WriteError.
    """
    try:
        target = _target(path, within)
        for _ in range(_ATTEMPTS - 1):
            with contextlib.suppress(FileNotFoundError):
                return _write(target, content)
        _write(target, content)
    except OSError as error:
        raise WriteError(str(path), explained(error)) from error


def explained(error: OSError) -> str:
    """Return the system's words for an error, and what to do about it."""
    words = error.strerror or str(error)
    remedy = _BY_NUMBER.get(error.errno or 0)
    return f"{words}; {remedy}" if remedy else words


def sweep_temporaries(folder: Path, *, below: bool = True) -> None:
    """Remove what killed runs have left in `folder`, and in those below it.

    A run that is writing there at this moment notices, and writes again.
    """
    for place, folders, names in os.walk(folder):
        if not below:
            folders.clear()
        for name in filter(_TEMPORARY.fullmatch, names):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(place, name))  # noqa: PTH108, PTH118 -- as os.walk has it


def _target(path: Path, within: Path | None) -> str:
    """Return the file that is to be written, links followed."""
    target = os.path.realpath(path)
    if within is not None:
        _require_inside(path, target, os.path.realpath(within))
    try:
        mode = os.stat(target).st_mode  # noqa: PTH116 -- a path without links, as text
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise WriteError(str(path), "it is a link that leads nowhere; remove it") from None
        return target
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise WriteError(str(path), "it is no plain file; move it away")
    os.close(os.open(target, os.O_WRONLY))  # what may not be written may not be replaced either
    return target


def _require_inside(path: Path, target: str, top: str) -> None:
    start = os.path.join(top, "")  # noqa: PTH118 -- it ends in one separator
    if not target.startswith(start):
        raise WriteError(str(path), f"a link leads from there out of {top}; remove that link")
    if _REPOSITORY in target.removeprefix(start).split(os.sep)[:-1]:  # noqa: PTH206 -- text
        raise WriteError(str(path), "it lies in git's own folder; choose another one")


def _write(target: str, content: bytes) -> None:
    folder = os.path.dirname(target)  # noqa: PTH120 -- a path without links, as text
    _make_folder(folder)
    temporary = os.path.join(folder, f".etl-diagram-{secrets.token_hex(8)}.tmp")  # noqa: PTH118
    try:
        with os.fdopen(os.open(temporary, _NEW_FILE, 0o666), "wb") as file:
            file.write(content)
            _copy_permissions(target, temporary)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)  # noqa: PTH105 -- as above
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 -- as above
        raise
    _sync_folder(folder)


def _copy_permissions(target: str, temporary: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        mode = stat.S_IMODE(os.stat(target).st_mode)  # noqa: PTH116 -- as above
        os.chmod(temporary, mode)  # noqa: PTH101 -- as above


def _make_folder(folder: str) -> None:
    """Make a folder and those around it; raises OSError naming the one that can't be made."""
    if os.path.isdir(folder):  # noqa: PTH112 -- as above
        return
    above = os.path.dirname(folder)  # noqa: PTH120 -- as above
    if above != folder:
        _make_folder(above)
    try:
        os.mkdir(folder)  # noqa: PTH102 -- as above
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 -- another run may have made it
            raise
    _sync_folder(above)


def _sync_folder(folder: str) -> None:
    """Bring a folder's list of names to the disk, on systems where a folder can be opened."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # the files themselves are safe; not every disk can do it
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
