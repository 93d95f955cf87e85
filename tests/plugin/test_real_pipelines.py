"""Pipelines in plain Python from end to end, with the real tracer and the real drawings."""

import pytest

PIPELINE = """
    import pandas as pd
    from sqlalchemy import create_engine


    class Reader:
        def read(self):
            return pd.read_csv("orders.csv")


    class Writer:
        def __init__(self):
            self.engine = create_engine("postgresql://db/shop")

        def write(self, frame):
            frame.to_sql("orders", self.engine, if_exists="append")


    class Orders:
        def __init__(self):
            self.reader = Reader()
            self.writer = Writer()

        def {name}(self):
            self.writer.write(self.reader.read())
    """
PROJECT = '[project]\nname = "shop"\n[project.scripts]\nload-orders = "etl.orders:Orders.{name}"\n'
OF_THE_PROJECT = [
    "__etl_diagrams__/architecture.shop.md::architecture[shop]",
    "__etl_diagrams__/lineage.shop.md::lineage[shop]",
]


@pytest.fixture
def orders(project):
    def write(name="run"):
        project.write("pyproject.toml", PROJECT.format(name=name))
        project.write("etl/orders.py", PIPELINE.format(name=name))
        return project

    return write


def items(name):
    source = "etl/orders.py"
    return [f"{source}::{kind}[Orders.{name}]" for kind in ("activity", "sequence")]


def test_pipeline_has_its_drawings_and_its_project_one(orders):
    project = orders()
    assert project.collected() == [*items("run"), *OF_THE_PROJECT]
    project.accept().assert_outcomes(passed=4)
    project.run_apart("-n", "2").assert_outcomes(passed=4)


def test_console_script_is_a_start_by_whatever_name(orders):
    project = orders("go")
    assert project.collected() == [*items("go"), *OF_THE_PROJECT]
    project.accept()
    texts = [project.snapshot(path).read_text(encoding="utf-8") for path in project.snapshots()]
    assert any("load-orders" in text for text in texts)


def test_changed_mode_of_writing_drifts(orders):
    project = orders()
    project.accept()
    project.write("etl/orders.py", PIPELINE.format(name="run").replace("append", "replace"))
    result = project.run()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert items("run")[0] in result.stdout.str()


def test_library_of_helpers_has_no_drawings(project):
    project.write("tools.py", "def main():\n    return [x + 1 for x in range(3)]\n")
    result = project.run()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
