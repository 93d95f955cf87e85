"""Airflow's example files for tests: fetched, or the test is skipped where that can't be done."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from .__main__ import TRUTH
from .corpus import UnavailableError, fetch
from .truth import load

if TYPE_CHECKING:
    from pathlib import Path

    from .views import File


def examples() -> tuple[list[File], Path]:
    """Return the files and the root folder of all of them; where `CI` is set they must be there."""
    files = load(TRUTH)
    try:
        return files, fetch(files)
    except UnavailableError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the example files can't be fetched: {error}")
