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
    if path.name == _SUPPORT or TEST_FOLDERS.intersection(path.relative_to(rootdir).parts[:-1]):
        return True
    return matches(path, (pattern for pattern in patterns if pattern.strip("*") not in _ANY_NAME))
