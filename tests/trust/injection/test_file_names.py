"""Snapshots lie in their folder, each in a file of its own, on every system."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.snapshot import snapshot_path
from tests.trust.injection.looking import require_plain
from tests.trust.injection.texts import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path("__etl_diagrams__")
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789\u00b9\u00b2\u00b3"
}
ORDINARY = (
    "dags/sales.py", "pipelines/daily sales.yml", "etl/größe.py", "a.b/c-d_e.py", "数据/流.py",
    "dags/__init__.py", "Dags/Sales.py", "docker-compose.yml", ".github/x.yml", "a#1/(b)/c+d.py",
)  # fmt: skip

anything = st.one_of(st.sampled_from(sorted(HOSTILE.values())), st.text(max_size=40))


def parts_of(source: str, kind: str = "dag", name: str = "sales") -> tuple[str, ...]:
    """Return the parts of a snapshot's path below the folder of all snapshots."""
    path = snapshot_path(FOLDER, source, kind, name).relative_to(FOLDER)
    return PurePosixPath(path.as_posix()).parts


def require_safe(part: str) -> None:
    """Demand what Linux, macOS and Windows together want of the name of a file or folder."""
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', part)
    assert not part.endswith((".", " "))
    assert part.partition(".")[0].rstrip(" ").upper() not in DEVICES
    assert (
        not PureWindowsPath(part).is_reserved() if hasattr(PureWindowsPath, "is_reserved") else True
    )
    require_plain(part)


def as_windows_and_macos_see_it(parts: tuple[str, ...]) -> str:
    folded = unicodedata.normalize("NFD", "/".join(parts)).casefold()
    return unicodedata.normalize("NFD", folded)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_name_is_that_of_a_safe_file(what: str) -> None:
    (folder, dags, file) = parts_of("dags/x.py", name=HOSTILE[what])
    assert (folder, dags) == ("dags", "x.py")
    assert file.isascii()
    assert len(file) < 110
    require_safe(file)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_source_is_that_of_a_safe_folder(what: str) -> None:
    source = HOSTILE[what].replace("/", "_") or "x"
    (_, folder, file) = parts_of(f"dags/{source}", name="sales")
    assert file == "dag.sales.md"
    if len(source.encode("utf-8", "surrogatepass")) <= 255:  # no system has longer ones
        assert len(folder.encode()) <= 255
        require_safe(folder)


@pytest.mark.parametrize("source", ORDINARY)
def test_ordinary_sources_keep_their_path(source: str) -> None:
    assert "/".join(parts_of(source)) == f"{source}/dag.sales.md"


@given(anything, anything)
def test_names_that_differ_have_files_that_differ_on_every_system(one: str, other: str) -> None:
    files = {as_windows_and_macos_see_it(parts_of("x.py", name=name)) for name in (one, other)}
    assert len(files) == len({one, other})


ALIKE = (
    str.upper, str.lower, str.title, str.swapcase, str.casefold,
    *(partial(unicodedata.normalize, form) for form in ("NFC", "NFD", "NFKC", "NFKD")),
)  # fmt: skip
SAME_ELSEWHERE = (
    "sales Sales SALES", "ß ss \u1e9e SS", "i İ I \u0131 i\u0307", "s S \u017f", "k K \u212a",
    "é É e\u0301 E\u0301", "\u1e69 s\u0323\u0307 s\u0307\u0323 S\u0323\u0307",
    "\u03c3 \u03c2 \u03a3", "\ufb01le file FILE", "\u00b5 \u03bc \u039c", "x.y X.y x.Y", "a- A-",
)  # fmt: skip
letters = st.text("aAkK\u212aß\u1e9esS\u017fiIİ\u0131éÉ\u0301\u0307.~-_", min_size=1, max_size=8)


@given(st.one_of(anything, letters), st.lists(st.sampled_from(ALIKE), min_size=1, max_size=3))
def test_names_that_some_system_takes_for_one_have_files_of_their_own(
    name: str, changes: list[Callable[[str], str]]
) -> None:
    names = {name, *(change(name) for change in changes)}
    files = {as_windows_and_macos_see_it(parts_of("x.py", name=name)) for name in names}
    assert len(files) == len(names)


@pytest.mark.parametrize("names", SAME_ELSEWHERE, ids=ascii)
def test_such_names_are_told_apart(names: str) -> None:
    several = names.split()
    files = {as_windows_and_macos_see_it(parts_of("x.py", name=name)) for name in several}
    assert len(files) == len(several)


few = st.text("aA.-", min_size=1, max_size=4)


@given(st.tuples(few, few), st.tuples(few, few))
def test_kinds_and_names_that_differ_have_files_that_differ(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    both = {one, other}
    files = {as_windows_and_macos_see_it(parts_of("x.py", *each)) for each in both}
    assert len(files) == len(both)


@given(st.lists(anything, max_size=4).map("/".join), anything, anything)
def test_no_snapshot_leaves_the_folder(source: str, kind: str, name: str) -> None:
    path = snapshot_path(FOLDER, source, kind or "dag", name)
    assert FOLDER in path.parents
    for part in parts_of(source, kind or "dag", name):
        assert part not in (".", "..")
        assert not re.search(r"[\\:\x00-\x1f]", part)


@given(anything.filter(lambda part: "/" not in part), anything.filter(lambda part: "/" not in part))
def test_sources_that_differ_have_folders_that_differ(one: str, other: str) -> None:
    folders = {
        parts_of(f"dags/{source}x" if source == "" else f"dags/{source}") for source in (one, other)
    }
    assert len(folders) == len({one or "x", other or "x"})


def test_a_source_cannot_take_the_folder_of_another() -> None:
    taken = parts_of("CON.py")[0]
    assert parts_of(taken)[0] != taken
