"""`etl_diagrams_roots`: several projects below one root folder."""

import pytest

ORDERS = (
    "__etl_diagrams__/architecture.services_orders~8a76697c8d.md::architecture[services/orders]"
)
TOOLS = "__etl_diagrams__/architecture.tools.md::architecture[tools]"
FILES = ["services/orders/load.py::activity[Orders.run]", "tools/sync.py::activity[Sync.run]"]
OTHER = "script.py::activity[Script.run]"


@pytest.fixture
def projects(plain):
    """Two projects, and a file that belongs to neither."""
    plain.ini(etl_diagrams_roots="services/orders tools", testpaths="services")
    plain.write_plain("services/orders/load.py", "Orders.run")
    plain.write_plain("tools/sync.py", "Sync.run")
    plain.write_plain("script.py", "Script.run")
    plain.accept()
    return plain


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], [OTHER, *FILES, ORDERS, TOOLS]),
        (["."], [OTHER, *FILES, ORDERS, TOOLS]),
        (["services"], [FILES[0], ORDERS]),
        (["services/orders"], [FILES[0], ORDERS]),
        (["tools"], [FILES[1], TOOLS]),
        (["tools", "services/orders/load.py"], [*FILES, TOOLS]),
        (["tools/sync.py"], [FILES[1]]),
        ([TOOLS, ORDERS], [TOOLS, ORDERS]),
        (["__etl_diagrams__"], [ORDERS, TOOLS]),
    ],
    ids=" ".join,
)
def test_each_root_is_collected_with_its_folder(projects, args, expected):
    assert sorted(projects.collected(*args)) == sorted(expected)


def test_drawing_holds_what_lies_below_its_root(projects):
    text = projects.snapshot("architecture.tools.md").read_text(encoding="utf-8")
    assert "c_Sync" in text
    assert "c_Orders" not in text
    assert "c_Script" not in text
    projects.run().assert_outcomes(passed=5)


def test_roots_may_lie_in_each_other(projects):
    projects.ini(etl_diagrams_roots=". tools")
    projects.write("pyproject.toml", '[project]\nname = "all"\n')
    projects.accept()
    text = projects.snapshot("architecture.all.md").read_text(encoding="utf-8")
    assert all(f"c_{name}" in text for name in ("Sync", "Orders", "Script"))
    assert projects.snapshots()[:2] == ["architecture.all.md", "architecture.tools.md"]


def test_root_outside_the_paths_of_pipelines_has_no_drawing(projects):
    projects.ini(etl_diagrams_roots="services/orders tools", etl_diagrams_paths="services")
    assert projects.collected() == [FILES[0], ORDERS]


def test_root_that_is_left_out_leaves_an_orphan(projects):
    projects.ini(etl_diagrams_roots="services/orders")
    projects.accept()
    assert "architecture.tools.md" not in projects.snapshots()


@pytest.mark.parametrize("value", ["nowhere", "..", "tools/sync.py", "/"])
def test_root_must_be_a_folder_of_the_project(projects, value):
    projects.ini(etl_diagrams_roots=f"tools {value}")
    result = projects.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_roots: '{value}' is no folder in *"])


def test_roots_must_have_different_names(projects):
    projects.write("pyproject.toml", '[project]\nname = "tools"\n')
    projects.ini(etl_diagrams_roots=". tools")
    result = projects.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: etl_diagrams_roots: 'tools' and another root are both *"])


def test_root_given_twice_is_one(projects):
    projects.ini(etl_diagrams_roots="tools ./tools tools/")
    assert projects.collected() == [OTHER, *FILES, TOOLS]
