"""A folder for what the benchmarks generate, the same one for all tests."""

from __future__ import annotations

import pytest

from tests.accuracy.corpus import CACHE_VARIABLE


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Keep what the tests generate out of the user's cache."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path_factory.getbasetemp() / "benchmarks"))
