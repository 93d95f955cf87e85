import pytest

from pytest_etl_diagram.sources.territory import Evidence, PlainFiles, Territory
from pytest_etl_diagram.sources.walk import find_candidates

DAG = "from airflow import DAG\n"
MAIN = "def main():\n    pass\n"
NONE, PLAIN, STRONG = Evidence.NONE, Evidence.PLAIN, Evidence.STRONG


@pytest.fixture
def weigh(tmp_path):
    """Return the evidence for a file of the territory below `etl`."""

    def weigh(path, text, *, plain=True, scripts=(), named=()):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        files = PlainFiles(
            ("test_*.py",),
            frozenset(tmp_path / script for script in scripts),
            frozenset(tmp_path / name for name in named),
        )
        snapshots = tmp_path / "__etl_diagrams__"
        starts = (tmp_path / "etl",)
        territory = Territory(tmp_path, starts, ("old",), snapshots, plain=files if plain else None)
        assert find_candidates(territory, lambda _: False) == (
            [] if territory.evidence(file) is NONE else [file]
        )
        return territory.evidence(file)

    return weigh


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("etl/a.py", DAG, STRONG),
        ("etl/a.py", DAG + MAIN, STRONG),
        ("etl/a.py", MAIN, PLAIN),
        ("etl/a.py", "load()\n", NONE),
        ("etl/__main__.py", "load()\n", PLAIN),
        ("etl/test_a.py", MAIN, NONE),
        ("etl/test_a.py", DAG, STRONG),
        ("etl/tests/__main__.py", "load()\n", NONE),
        ("etl/a.txt", MAIN, NONE),
        ("etl/old/a.py", MAIN, NONE),
        ("etl/old/a.py", DAG, NONE),
        ("other/a.py", DAG + MAIN, NONE),
        ("__etl_diagrams__/a.py", DAG, NONE),
    ],
)
def test_what_a_file_holds_speaks_for_it(weigh, path, text, expected):
    assert weigh(path, text) is expected


def test_without_plain_pipelines_only_orchestrators_count(weigh):
    assert weigh("etl/a.py", MAIN, plain=False) is NONE
    assert weigh("etl/a.py", DAG, plain=False) is STRONG


def test_console_script_is_looked_at_whatever_it_holds(weigh):
    assert weigh("etl/a.py", "load()\n", scripts=["etl/a.py"]) is PLAIN


@pytest.mark.parametrize("path", ["etl/a.py", "other/a.py", "etl/old/a.py", "etl/tests/a.py"])
def test_file_that_a_setting_names_counts_wherever_it_lies(weigh, path):
    assert weigh(path, "load()\n", named=[path]) is STRONG
