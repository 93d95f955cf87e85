"""Wrong settings, and those that reach the project."""

import json
from pathlib import Path

import pytest

from pytest_etl_diagram.settings import read_settings
from pytest_etl_diagram.sources.roots import Root


def test_all_wrong_settings_are_reported_at_once(project):
    project.write("vars.json", "[1, 2]")
    project.ini(
        etl_diagrams_paths="nowhere ../elsewhere",
        etl_diagrams_kinds="dag picture",
        etl_diagrams_dir="tests/__snapshots__/diagrams",
        etl_diagrams_variables="vars.json",
        etl_diagrams_roots="nowhere",
        etl_diagrams_layers="\n    nothing",
        etl_diagrams_entry_points="\n    nothing",
        etl_diagrams_endpoints="nowhere.json",
        etl_diagrams_notes="perhaps",
    )
    result = project.run("--etl-diagrams-report=report.txt", "--etl-diagrams-pending=pytest.ini")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines_random(
        [
            "ERROR: etl_diagrams_paths: 'nowhere' is no file or folder in *",
            "ERROR: etl_diagrams_paths: '../elsewhere' is no file or folder in *",
            "ERROR: etl_diagrams_kinds: 'picture' is no kind of diagram; known are *dag*",
            "ERROR: etl_diagrams_dir: 'tests/__snapshots__/diagrams' is inside *",
            "ERROR: etl_diagrams_variables: 'vars.json' holds a list; it must be a mapping *",
            "ERROR: etl_diagrams_roots: 'nowhere' is no folder in *",
            "ERROR: etl_diagrams_layers: 'nothing' is no layer; *",
            "ERROR: etl_diagrams_entry_points: 'nothing' is no entry point; *",
            "ERROR: etl_diagrams_endpoints: 'nowhere.json' can't be used *",
            "ERROR: etl_diagrams_notes: *perhaps*",
            "ERROR: --etl-diagrams-report: 'report.txt' can't be written; *.json*",
            "ERROR: --etl-diagrams-pending: 'pytest.ini' can't hold the new drawings; *",
        ]
    )


@pytest.mark.parametrize("value", [".", "..", "dags/sales.py"])
def test_folder_of_snapshots_must_be_a_folder_inside_the_project(sales, value):
    sales.ini(etl_diagrams_dir=value)
    result = sales.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_dir: '{value}' can't hold *"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vars.json", None, "No such file"),
        ("vars.json", "{", "Expecting property name"),
        ("vars.yaml", "a: [", "while parsing"),
        ("vars.yaml", "- 1", "holds a list"),
    ],
)
def test_variables_that_cannot_be_read(project, name, content, words):
    if content is not None:
        project.write(name, content)
    result = project.run("-o", f"etl_diagrams_variables={name}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_variables: '{name}' *{words}*"])


def test_run_without_syrupy_says_what_to_do(project):
    result = project.run("-p", "no:syrupy")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --etl-diagrams needs the syrupy plugin*-p no:syrupy*"])


def test_help_names_every_option_and_ini_value(pytester):
    text = pytester.runpytest_inprocess("--help").stdout.str()
    for name in ("--etl-diagrams-report", "--etl-diagrams-pending", "--etl-diagrams-force-update"):
        assert name in text
    for name in (
        *("paths", "exclude", "kinds", "dir", "variables"),
        *("entry_points", "roots", "layers", "endpoints", "notes"),
    ):
        assert f"etl_diagrams_{name} " in text


@pytest.fixture
def settings_of(project):
    def read(*args):
        config = project.pytester.parseconfig("-p", "no:hypothesispytest", *args)
        return read_settings(config, ("dag", "other"), (".json",))

    return read


@pytest.mark.parametrize(
    ("name", "content"),
    [("vars.json", json.dumps({"stage": "prod", "n": 3})), ("vars.yml", "stage: prod\nn: 3\n")],
)
def test_variables_are_read(project, settings_of, name, content):
    project.write(name, content)
    project.ini(etl_diagrams_variables=name)
    assert settings_of().variables == {"stage": "prod", "n": 3}


def test_settings_have_defaults(project, settings_of):
    settings = settings_of()
    assert settings.paths == (project.root,)
    assert settings.snapshots == project.root / "__etl_diagrams__"
    assert settings.kinds == ("dag", "other")
    assert (settings.excluded, settings.variables, settings.reports) == ((), {}, ())
    assert settings.pending is None
    assert settings.roots == (Root("project", project.root),)
    assert (settings.layers, settings.entry_points, settings.notes) == ((), (), False)
    assert settings.endpoints is None


def test_kinds_not_asked_for_are_known_as_such(project, settings_of):
    project.ini(etl_diagrams_kinds="dag")
    settings = settings_of()
    assert (settings.kinds, settings.unwanted_kinds) == (("dag",), ("other",))


def test_imports_start_from_pythonpath_and_the_usual_folders(project, settings_of):
    for folder in ("lib", "dags", "src"):
        (project.root / folder).mkdir()
    project.ini(pythonpath="lib")
    roots = [Path(path).name for path in settings_of().import_roots]
    assert roots == ["lib", "src", "dags"]


def test_wrong_settings_do_not_matter_without_the_flag(project):
    project.ini(etl_diagrams_paths="nowhere")
    assert project.run_without_flag().ret == pytest.ExitCode.NO_TESTS_COLLECTED
