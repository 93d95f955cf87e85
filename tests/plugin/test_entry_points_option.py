"""`etl_diagrams_entry_points`: functions that start pipelines whatever they are called."""

import pytest


@pytest.fixture
def named(plain):
    """A project whose functions have names that say nothing."""
    plain.write_plain("etl/daily.py", "Daily.go", "go")
    plain.write_plain("src/shop/weekly.py", "go", "other")
    plain.write("src/shop/__init__.py", "from shop.weekly import go\nimport stars\n")

    def set_to(*lines):
        text = "".join(f"\n    {line}" for line in lines)
        plain.ini(etl_diagrams_kinds="activity", etl_diagrams_entry_points=text)
        return plain

    return set_to


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("etl/daily.py::go", "etl/daily.py::activity[go]"),
        ("./etl/daily.py::go", "etl/daily.py::activity[go]"),
        ("etl/daily.py::Daily.go", "etl/daily.py::activity[Daily.go]"),
        ("etl/daily.py::Daily::go", "etl/daily.py::activity[Daily.go]"),
        ("etl.daily:Daily.go", "etl/daily.py::activity[Daily.go]"),
        ("shop.weekly:go", "src/shop/weekly.py::activity[go]"),
        ("shop.weekly : go", "src/shop/weekly.py::activity[go]"),
    ],
)
def test_named_function_is_a_pipeline(named, line, expected):
    assert named(line).collected() == [expected]


def test_several_lines_name_several(named):
    project = named("etl/daily.py::go", "shop.weekly:other", "etl.daily:go")
    expected = ["etl/daily.py::activity[go]", "src/shop/weekly.py::activity[other]"]
    assert project.collected() == expected


def test_named_function_may_lie_in_tests_and_outside_the_paths(named):
    project = named("tests/helpers.py::go")
    project.write_plain("tests/helpers.py", "go", "main")
    assert project.collected() == ["tests/helpers.py::activity[go]"]
    project.write(
        "pytest.ini", (project.root / "pytest.ini").read_text() + "etl_diagrams_paths = src\n"
    )
    assert project.collected() == ["tests/helpers.py::activity[go]"]


def test_named_file_that_does_not_parse_fails(named):
    project = named("etl/daily.py::go")
    project.write("etl/daily.py", "def go(:\n")
    assert project.collected() == ["etl/daily.py::source"]
    project.run().assert_outcomes(failed=1)


def test_named_function_that_is_no_pipeline_fails(named):
    project = named("etl/daily.py::Daily.run", "etl/daily.py::go")
    result = project.run("--snapshot-update")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["etl/daily.py: etl_diagrams_entry_points names Daily.run, *"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("go", "is no entry point; write path/module.py::function or package.module:Class.method"),
        ("etl/daily.py::", "is no entry point; write *"),
        ("::go", "is no entry point; write *"),
        ("etl/daily.py::go()", "is no entry point; write *"),
        ("etl.daily:go now", "is no entry point; write *"),
        ("etl/nothing.py::go", "names no Python file; give its path relative to *"),
        ("../daily.py::go", "names no Python file; *"),
        ("pytest.ini::go", "names no Python file; *"),
        ("etl.nothing:go", "names no module: there is no etl.nothing in ., src of *pythonpath*"),
        ("etl/daily.py:go", "names no module: *"),
        ("etl/daily.py::gone", "isn't there: daily.py has no gone; it defines Daily, go"),
        ("etl.daily:Weekly.go", "isn't there: daily.py has no Weekly; *"),
    ],
)
def test_wrong_line_says_what_would_be_right(named, line, words):
    result = named(line, "etl/daily.py::go").run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_entry_points: '{line}' {words}"])


def test_all_wrong_lines_are_told(named):
    result = named("one", "two").run()
    result.stderr.fnmatch_lines(["ERROR: *'one' is no*", "ERROR: *'two' is no*"])


def test_name_that_a_module_only_imports_may_be_named(named):
    project = named("shop:go")
    project.run("--snapshot-update").stdout.fnmatch_lines(["src/shop/__init__.py: *names go, *"])


def test_same_by_xdist(named):
    project = named("etl/daily.py::go")
    assert project.run_apart("-n", "2", "--snapshot-update").ret == 0
    project.run_apart("-n", "2").assert_outcomes(passed=1)
