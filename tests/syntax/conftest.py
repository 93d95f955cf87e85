"""A project folder for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import Files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Files:
    """Return an empty project folder."""
    return Files(tmp_path)
