import pytest

from pytest_etl_diagram.sources.finding import find_module


@pytest.fixture
def root(tmp_path):
    for path in (
        "a/b.py",
        "a/c/__init__.py",
        "src/a/b.py",
        "src/d.py",
        "both.py",
        "both/__init__.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.b", "a/b.py"),
        ("a.c", "a/c/__init__.py"),
        ("d", "src/d.py"),
        ("both", "both/__init__.py"),
        ("a", None),
        ("a.none", None),
        ("a..b", None),
        (".a", None),
        ("", None),
        ("a/b", None),
        ("../d", None),
    ],
)
def test_module_is_found_as_imports_find_it(root, name, expected):
    found = find_module(name, [root, root / "src"])
    assert found == (root / expected if expected else None)
