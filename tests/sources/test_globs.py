import pytest

from pytest_etl_diagram.sources.globs import compile_globs


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("legacy", "legacy/x.py", True),
        ("legacy", "dags/legacy/deep/x.py", True),
        ("legacy", "dags/legacy.py", False),
        ("legacy/", "dags/legacy/x.py", True),
        ("*_old.py", "dags/sales_old.py", True),
        ("*_old.py", "dags/sales_old.pyc", False),
        ("dags/*.py", "dags/x.py", True),
        ("dags/*.py", "dags/team/x.py", False),
        ("./dags/*.py", "dags/x.py", True),
        ("dags/**/*.py", "dags/x.py", True),
        ("dags/**/*.py", "dags/a/b/x.py", True),
        ("**/archive/**", "dags/archive/x.py", True),
        ("**/archive", "archive/x.py", True),
        ("dags/legacy", "other/dags/legacy/x.py", False),
        ("dags/x?.py", "dags/x1.py", True),
        ("dags/x?.py", "dags/x/.py", False),
        ("dags/[ab].py", "dags/a.py", True),
        ("dags/[!ab].py", "dags/a.py", False),
        ("dags/[!ab].py", "dags/c.py", True),
        ("dags/[]].py", "dags/].py", True),
        ("dags/[x.py", "dags/[x.py", True),
        ("a+b.py", "a+b.py", True),
        ("a+b.py", "aab.py", False),
    ],
)
def test_pattern_names_path(pattern, path, matches):
    globs = compile_globs((pattern,))
    assert bool(globs.match(path)) is matches


def test_any_of_several_patterns_counts():
    globs = compile_globs(("a", "b/*"))
    assert globs.match("b/x.py")
    assert globs.match("a/x.py")
    assert not globs.match("c/x.py")


def test_no_patterns_are_none():
    assert compile_globs(()) is None
