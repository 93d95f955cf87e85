"""Where snapshots lie, and how syrupy reads, compares and writes them.

The only module that touches what is private in syrupy (`config._syrupy`); tried
with syrupy 5.0, 5.5, 6.1 and 7.0.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from syrupy.assertion import SnapshotAssertion
from syrupy.data import SnapshotCollections
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.header import header
from pytest_etl_diagram.mermaid.unseen import FLOOD, HIDDEN, NEVER_DRAWN, PRIVATE
from pytest_etl_diagram.mermaid.versions import is_newer
from pytest_etl_diagram.sources.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

_SUFFIX = "md"
_UNSAFE_FOLDER = re.compile(
    rf'[<>:"|?*/\\{HIDDEN}{NEVER_DRAWN}\t\n\r]|{FLOOD}|[{PRIVATE}]|##|[. ]\Z|~[0-9a-f]{{10}}\Z|'
    r"\A(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|\Z)",
    re.IGNORECASE,
)
"""Names that Windows has no folder for (its "Naming Files, Paths, and Namespaces"), that hide what
they are, that a CI system takes for a command (`##vso[`), or that look as if they were hashed."""

_PLAIN_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,98}[a-z0-9_-])?")
_PLAIN_KIND = re.compile(r"[a-z0-9_-]{1,50}")
_LONGEST_SLUG = 80
_HASH_LENGTH = 10


class SnapshotItem(Protocol):
    """An item with a snapshot: what syrupy's glue has to know of it."""

    name: str
    path: Path
    snapshot: Path
    config: pytest.Config


@dataclass(frozen=True, slots=True)
class CommittedDiagram:
    """A snapshot file that this plugin wrote: where it lies and what its header says.

    `is_newer` tells that its format is that of a newer version.
    """

    path: Path
    source: str
    kind: str
    name: str
    is_newer: bool = False


def snapshot_path(folder: Path, source: str, kind: str, name: str) -> Path:
    """Return where below `folder` the snapshot of a diagram lies.

    `source` is the diagram's source relative to the root folder, "" for the
    whole project. The file's name is safe on every file system, and differs for
    different names even where case doesn't count: a name that isn't plain gets
    the hash of itself, never a counter, so that no diagram renames another.
    """
    file = f"{_safe_kind(kind)}.{_safe(name)}.{_SUFFIX}"
    return folder.joinpath(snapshot_folder(source), file)


def snapshot_folder(source: str) -> str:
    """Return where the snapshots of a source lie, relative to the folder of all snapshots.

    That is the path of the source itself, but for names that only some systems know.
    """
    return "/".join(_safe_folder(part) for part in source.split("/") if part)


def _safe_folder(name: str) -> str:
    return _hashed(name, dots="") if _UNSAFE_FOLDER.search(name) else name


def _safe_kind(kind: str) -> str:
    """Return a kind as it is if it holds no dot, after which the name of a diagram could begin."""
    return _safe_folder(kind) if _PLAIN_KIND.fullmatch(kind) else _hashed(kind, dots="")


def _safe(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else _hashed(name, dots=".")


def _hashed(name: str, dots: str) -> str:
    """Return what of `name` every system knows, with its `dots` if any, and a hash of it."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    slug = re.sub(rf"[^A-Za-z0-9_{dots}-]+|\.{{2,}}", "_", name)[:_LONGEST_SLUG].strip("_.")
    return f"{slug}~{digest[:_HASH_LENGTH]}"


def find_snapshots(
    folder: Path, known: Callable[[str], bool] = lambda _: False, *, below: str = ""
) -> Iterator[CommittedDiagram]:
    """Yield the snapshots in `folder` in order of their paths; others' files are left out.

    Those are links, files without this plugin's header, and copies: what lies where this plugin
    doesn't write a diagram of that header. So are those that `known` says to be by their path
    relative to `folder`, with forward slashes: they aren't opened. `below` is the part of the
    folder to look into. No link below `folder` is followed.
    """
    for path in sorted(_files_below(folder, below)):
        if not known(path.relative_to(folder).as_posix()):
            found = _committed(path)
            if found is not None and path == snapshot_path(
                folder, found.source, found.kind, found.name
            ):
                yield found


def _files_below(folder: Path, below: str) -> Iterator[Path]:
    top = folder / below
    if any(place.is_symlink() for place in (top, *top.parents) if folder in place.parents):
        return
    for place, _, names in os.walk(top):
        yield from (Path(place, name) for name in names if name.endswith(f".{_SUFFIX}"))


def _committed(path: Path) -> CommittedDiagram | None:
    """Return what the header of a file says, None for a link and what isn't a snapshot."""
    try:
        text = "" if path.is_symlink() else read_snapshot(path) or ""
    except SnapshotFormatError:
        return None
    found = header(text)
    return None if found is None else CommittedDiagram(path, *found, is_newer=is_newer(text))


def read_snapshot(path: Path) -> str | None:
    """Return a snapshot's text, None without one; raises SnapshotFormatError if it can't be read.

    Only a plain file is opened: reading a pipe would never end.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SnapshotFormatError("is no plain file; move it away")
        return decode_snapshot(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        words = error.strerror or str(error)
        raise SnapshotFormatError(f"can't be read: {words}; make it readable") from error


def decode_snapshot(data: bytes) -> str:
    r"""Return the text of a snapshot's bytes.

    Lines end in `\n` however git checked the file out. Bytes that aren't UTF-8
    become replacement characters, which no drawing holds.
    """
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


_SEQUENCE_START = "sequenceDiagram"
_CONTEXT = 2


def diff_lines(old: str, new: str, name: str, old_name: str = "") -> list[str]:
    """Return the unified diff from the committed text of the snapshot `name` to the new one.

    `old_name` is what the committed one is called, if it is called otherwise.

    Lines around a change are shown only of a sequence, where they say what happens before
    and after it; the others stand in an order that says nothing.
    """
    from difflib import unified_diff  # noqa: PLC0415 -- only what drifted has a diff

    context = _CONTEXT if _SEQUENCE_START in new else 0
    names = (f"{old_name or name} (committed)", f"{name} (now)")
    found = unified_diff(old.splitlines(), new.splitlines(), *names, lineterm="", n=context)
    lines = list(found)
    return [*lines[:2], *_in_pairs(lines[2:])]


def _in_pairs(lines: list[str]) -> Iterator[str]:
    """Put each new line under the old one where as many come as go: they are mostly pairs."""
    runs = [(sign, list(run)) for sign, run in groupby(lines, lambda line: line[:1])]
    for (sign, run), (next_sign, following) in zip(runs, [*runs[1:], ("", [])], strict=True):
        if (sign, next_sign) == ("-", "+") and len(run) == len(following):
            yield from chain.from_iterable(zip(run, following, strict=True))
            following.clear()
        else:
            yield from run


class _DiagramLocation(PyTestLocation):
    """The location of an item that is no test function: it has no `obj` to look into."""

    item: Any  # a SnapshotItem
    folder: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        values = {"filepath": str(self.item.path), "modulename": self.item.path.stem}
        values |= {"folder": str(self.item.snapshot.parent), "place": str(self.item.snapshot)}
        names = dict.fromkeys(("methodname", "nodename", "testname"), self.item.name)
        for field, value in (values | names).items():
            object.__setattr__(self, field, value)  # the dataclass is frozen

    def matches_snapshot_location(self, snapshot_location: str) -> bool:
        return bool(Path(snapshot_location) == self.item.snapshot)

    def matches_snapshot_name(self, snapshot_name: str) -> bool:
        return bool(snapshot_name == self.item.snapshot.stem)


_READ: dict[str, str | None] = {}
"""The text that is being compared by its location, so that it isn't read again for syrupy."""


class DiagramExtension(SingleFileSnapshotExtension):
    """One Markdown file a diagram, where the item says; at module level for xdist."""

    _write_mode = WriteMode.TEXT
    file_extension = _SUFFIX

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        """Return the folder of the snapshot; syrupy asks about ordinary tests too."""
        if isinstance(test_location, _DiagramLocation):
            return test_location.folder
        return str(super().dirname(test_location=test_location))

    @classmethod
    def get_location(cls, *, test_location: PyTestLocation, index: Any) -> str:  # noqa: ANN401
        """Return the path of the snapshot, which the item knows."""
        if isinstance(test_location, _DiagramLocation):
            return test_location.place
        return str(super().get_location(test_location=test_location, index=index))

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: Any = 0) -> str:  # noqa: ANN401
        """Return the snapshot's name: its file's, without the suffix."""
        if isinstance(test_location, _DiagramLocation):
            return str(test_location.item.snapshot.stem)
        return str(super().get_snapshot_name(test_location=test_location, index=index))

    def discover_snapshots(self, **_: object) -> SnapshotCollections:
        """Find nothing: what syrupy finds and thinks unused, it deletes. The sweep is ours."""
        return SnapshotCollections()

    def read_snapshot_data_from_location(
        self, *, snapshot_location: str, **_: object
    ) -> str | None:
        """Return the text at a location, None without a file; what was just read counts."""
        if snapshot_location in _READ:
            return _READ[snapshot_location]
        return read_snapshot(Path(snapshot_location))

    @classmethod
    def write_snapshot_collection(cls, **_: object) -> None:
        """Do nothing: the file is written already; syrupy 5 would do so at the end of the run."""


def matches_snapshot(item: SnapshotItem, text: str, committed: str | None) -> bool:
    """Compare `text` with what is `committed` at `item.snapshot`, through syrupy.

    True if they are equal, and true if they weren't and the run was told to write
    snapshots: the file is then written. Raises WriteError where it can't be.
    """
    option = item.config.option
    extra = {}
    if hasattr(option, "update_new_snapshots_only"):  # not in syrupy 5.0
        extra["update_new_snapshots_only"] = option.update_new_snapshots_only
    is_new = committed is None and any(extra.values())
    if text != committed and (option.update_snapshots or is_new):
        replace_file(item.snapshot, text.encode(), item.config.rootpath)
    assertion = SnapshotAssertion(
        session=item.config._syrupy,  # type: ignore[attr-defined]  # noqa: SLF001
        extension_class=DiagramExtension,
        test_location=_DiagramLocation(cast("pytest.Item", item)),
        update_snapshots=option.update_snapshots,
        **extra,
    )
    _READ[str(item.snapshot)] = committed
    try:
        matches = bool(assertion == text)
    finally:
        _READ.clear()
    error = assertion.executions[0].exception
    if error is not None:
        raise error
    return matches
