from pathlib import Path

import pytest

from pytest_etl_diagram.sources.testing import is_of_tests

ROOT = Path("/home/me/tests/project")
DEFAULT = ("test_*.py", "*_test.py")


@pytest.mark.parametrize(
    ("path", "patterns", "expected"),
    [
        ("test_daily.py", DEFAULT, True),
        ("etl/daily_test.py", DEFAULT, True),
        ("conftest.py", (), True),
        ("tests/helpers.py", (), True),
        ("etl/test/data/daily.py", (), True),
        ("etl/check_daily.py", ("check_*.py",), True),
        ("etl/checks/daily.py", ("checks/*.py",), True),
        ("etl/daily.py", DEFAULT, False),
        ("etl/test_daily.py", ("check_*.py",), False),
        ("tests.py", DEFAULT, False),
        ("etl/latest/daily.py", DEFAULT, False),
        ("etl/daily.py", ("*.py",), False),
        ("etl/daily.py", ("*",), False),
    ],
)
def test_files_of_tests_are_told_by_their_names_below_the_root(path, patterns, expected):
    assert is_of_tests(ROOT / path, ROOT, patterns) is expected
