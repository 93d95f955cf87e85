"""`etl_diagrams_layers`, `etl_diagrams_notes` and `etl_diagrams_endpoints`: what drawings show."""

import pytest

from pytest_etl_diagram.diagrams import kinds
from pytest_etl_diagram.flows.endpoints import Table
from pytest_etl_diagram.flows.tree import Structure

from . import stub_tracer


@pytest.fixture
def told(depot):
    """What builders were told: the notes of a file's world, and the options of the project."""
    seen = {}

    def activities(world):
        seen["notes"] = world.notes
        return ()

    def architecture(world):
        seen["sources"] = [structure.source for structure in world.structures]
        seen["name"] = world.name
        seen["layers"] = world.layers
        return ()

    rows = (
        *stub_tracer.KINDS[:1],
        kinds.Kind("activity", activities),
        kinds.Kind("architecture", architecture, kinds.PROJECT),
    )
    stub_tracer.install(depot.patch, rows)

    def run(**ini):
        depot.ini(**ini)
        depot.run()
        return seen

    return run


def test_builders_are_told_of_the_project(told):
    seen = told()
    assert seen["sources"] == ["etl/daily.py", "etl/weekly.py"]
    assert seen["name"] == "depot"
    assert (seen["layers"], seen["notes"]) == ((), False)


def test_builders_are_told_of_layers_and_notes(told):
    lines = "\n    landing = Raw*, etl/landing/**\n    marts = *Mart ,"
    seen = told(etl_diagrams_layers=lines, etl_diagrams_notes="true")
    assert seen["layers"] == (
        ("landing", ("Raw*", "etl/landing/**")),
        ("marts", ("*Mart",)),
    )
    assert seen["notes"] is True


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("landing", "is no layer; write *"),
        ("landing =", "is no layer; write *"),
        ("= Raw*", "is no layer; write *"),
        ("landing = , ,", "is no layer; write *"),
        ("marts = *Other", "names the layer 'marts' again; *"),
    ],
)
def test_wrong_layers_say_what_would_be_right(depot, line, words):
    depot.ini(etl_diagrams_layers=f"\n    marts = *Mart\n    {line}")
    result = depot.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: etl_diagrams_layers: '{line}' {words}"])


def test_wrong_switch_says_what_would_be_right(depot):
    depot.ini(etl_diagrams_notes="perhaps")
    result = depot.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: etl_diagrams_notes: *perhaps*; write true or false"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("calls.yaml", None, "No such file"),
        ("calls.json", "{", "Expecting property name"),
        ("calls.yaml", "a: [", "no YAML"),
        ("calls.yaml", "nonsense: 3", "nonsense"),
    ],
)
def test_table_of_endpoints_must_be_right(depot, name, content, words):
    if content is not None:
        depot.write(name, content)
    depot.ini(etl_diagrams_endpoints=name)
    result = depot.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"ERROR: etl_diagrams_endpoints: '{name}' can't be used (*{words}*"]
    )


@pytest.mark.parametrize("is_given", [True, False])
def test_tracer_is_told_of_the_table_of_endpoints(depot, is_given):
    seen = []

    def read_flows(it, module, workflows, options):
        seen.append(options.endpoints)
        return (), Structure(module.path)

    stub_tracer.install(depot.patch, tracer=read_flows)
    if is_given:
        depot.write("calls.yaml", "{}\n")
        depot.ini(etl_diagrams_endpoints="calls.yaml")
    depot.run()
    assert {type(table) for table in seen} == {Table if is_given else type(None)}
