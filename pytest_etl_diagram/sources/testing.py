"""Which files belong to a project's tests, going by their names and folders."""

from __future__ import annotations

import fnmatch
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TEST_FOLDERS = frozenset({"test", "tests"})
_SUPPORT = "conftest.py"
_ANY_NAME = ("", ".py")


def matches(path: Path, patterns: Iterable[str]) -> bool:
    """Tell whether a pattern names a path, by pytest's rule (`_pytest.pathlib.fnmatch_ex`)."""
    for pattern in patterns:
        whole = os.sep in pattern or "/" in pattern
        subject = path.as_posix() if whole else path.name
        if fnmatch.fnmatch(subject, f"*/{pattern}" if whole else pattern):
            return True
    return False


def is_of_tests(path: Path, rootdir: Path, patterns: Iterable[str]) -> bool:
    """Tell whether a file of the project tests it, or supports its tests.

    `patterns` are those of the test files' names (pytest's `python_files`); one
    that any Python file matches says nothing.
    """
    return is_test_source(path.relative_to(rootdir).as_posix(), rootdir, patterns)


def is_test_source(source: str, rootdir: Path, patterns: Iterable[str]) -> bool:
    """Tell of a path relative to the root folder, with forward slashes, what `is_of_tests` does."""
    *folders, name = source.split("/")
    if name == _SUPPORT or not TEST_FOLDERS.isdisjoint(folders):
        return True
    return any(
        fnmatch.fnmatch(f"{rootdir.as_posix()}/{source}", f"*/{pattern}")
        if "/" in pattern or os.sep in pattern
        else fnmatch.fnmatch(name, pattern)
        for pattern in patterns
        if pattern.strip("*") not in _ANY_NAME
    )
