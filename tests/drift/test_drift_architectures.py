"""Architectures: one change of a project is one drift, named for what it means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drift_architecture_cases import parts
from drift_graphs import graph

from pytest_etl_diagram.diagrams.architecture import diagram
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.flows.tree import Component, Endpoint, Flow, Link, Step, Structure
from pytest_etl_diagram.model import Location, Place
from pytest_etl_diagram.report.places import located

BASE = Component("BaseLoader", "loaders/base.py", abstract=("load",), place=Place("l", 1))
LOADER = Component(
    "FileLoader", "loaders/file.py", bases=("BaseLoader",), methods=("load",), place=Place("l", 2)
)
OTHER = Component(
    "TableLoader", "loaders/table.py", bases=("BaseLoader",), methods=("load",), place=Place("l", 3)
)
READER = Component("Reader", "readers/reader.py", methods=("read",), place=Place("r", 1))
DAILY = Component(
    "Daily",
    "pipelines/daily.py",
    methods=("run",),
    configured_by=(("config.yaml", ("batch_size",)),),
    place=Place("d", 1),
)
IMPLEMENTS = (
    Link("implements", "FileLoader", LOADER.module, "BaseLoader", BASE.module),
    Link("implements", "TableLoader", OTHER.module, "BaseLoader", BASE.module),
)
HOLDS_READER = Link("holds", "Daily", DAILY.module, "Reader", READER.module, "reader")
HOLDS_LOADER = Link("holds", "Daily", DAILY.module, "FileLoader", LOADER.module, "loader")
READ = Step(
    1, "read", "extract", "Reader", READER.module,
    endpoints=(Endpoint("PostgreSQL", "database", "read", "orders"),),
)  # fmt: skip
LOAD = Step(
    2, "load", "load", "FileLoader", LOADER.module, takes=(1,),
    endpoints=(Endpoint("S3", "storage", "write", "facts"),),
)  # fmt: skip

PROJECT = Structure(
    "pipelines/daily.py",
    (BASE, LOADER, OTHER, READER, DAILY),
    (*IMPLEMENTS, HOLDS_READER, HOLDS_LOADER),
    (Flow("Daily.run", DAILY.module, (READ, LOAD), "Daily", place=Place(DAILY.module, 1)),),
    (("daily", "Daily.run", DAILY.module),),
)


def flow(*steps: Step):
    return (replace(PROJECT.flows[0], body=steps),)


def without(values, value):
    return tuple(each for each in values if each != value)


def instead(values, value, other):
    return tuple(other if each == value else each for each in values)


def swapped(target: str, module: str, *, resolved: bool = True):
    """Let the pipeline hold and call another loader."""
    link = replace(HOLDS_LOADER, target=target, target_module=module, resolved=resolved)
    step = replace(LOAD, component=target, module=module, resolved=resolved)
    return {"links": instead(PROJECT.links, HOLDS_LOADER, link), "flows": flow(READ, step)}


CHANGES = {
    "another loader of the project": (
        swapped("TableLoader", OTHER.module),
        [("collaborator-changed", "Daily")],
    ),
    "a loader that isn't found": (
        swapped("SnowLoader", "", resolved=False),
        [("collaborator-changed", "Daily"), ("component-added", "SnowLoader")],
    ),
    "a base dropped": (
        {"links": without(PROJECT.links, IMPLEMENTS[0])},
        [("base-changed", "FileLoader")],
    ),
    "another abstract method": (
        {"components": instead(PROJECT.components, BASE, replace(BASE, abstract=("save",)))},
        [("abstract-methods-changed", "BaseLoader")],
    ),
    "nothing is written any more": (
        {"flows": flow(READ, replace(LOAD, endpoints=()))},
        [("endpoint-removed", "S3")],
    ),
    "something else is written": (
        {"flows": flow(READ, replace(LOAD, endpoints=(Endpoint("S3", "storage", "write", "x"),)))},
        [("endpoint-changed", "S3")],
    ),
    "the loader takes its data from nobody": (
        {"flows": flow(READ, replace(LOAD, takes=()))},
        [("data-flow-changed", "FileLoader")],
    ),
    "another key is read": (
        {"components": instead(PROJECT.components, DAILY, replace(
            DAILY, configured_by=(("config.yaml", ("batch_size", "url")),)))},
        [("configuration-changed", "Daily")],
    ),
    "no DAG runs it": ({"callables": ()}, [("orchestration-changed", "daily")]),
    "an attribute renamed": (
        {"links": instead(PROJECT.links, HOLDS_LOADER, replace(HOLDS_LOADER, label="target"))},
        [("layout-only", "Daily")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_project_is_told_as_a_reviewer_would(change):
    settings, expected = CHANGES[change]
    old, new = (diagram([each], "shop") for each in (PROJECT, replace(PROJECT, **settings)))
    drifts = compare(old.graph, new.graph)
    assert [(drift.rule, drift.subject) for drift in drifts] == expected
    for hit in located(new, drifts, lambda place: Location(place.path, place.mark)):
        assert hit.location.path


def rules(old: str, new: str):
    drifts = compare(graph(parts(old)), graph(parts(new)))
    return [(drift.rule, drift.subject) for drift in drifts]


def test_a_component_between_two_others_takes_its_data_with_it():
    through = "Cleaner [transform]\nDaily ===> Cleaner ===> Loader"
    assert rules(through, "Daily ===> Loader") == [("component-removed", "Cleaner")]
    assert rules("Daily ===> Loader", through) == [("component-added", "Cleaner")]


def test_other_bases_are_one_drift_however_many():
    assert rules("Loader -..-> Base\nLoader -..-> Daily", "") == [("base-changed", "Loader")]


def test_a_class_that_is_no_longer_abstract_is_told_by_its_methods():
    assert rules("X [interface]: abstract: a", "X [load]") == [("abstract-methods-changed", "X")]


def test_a_new_layer_is_told_by_what_is_in_it():
    assert rules("", "group extract\nX [extract] {extract}") == [("component-added", "X")]


def test_a_base_that_nothing_else_shows_is_told_of_the_class_that_lost_it():
    assert rules("Root [interface]\nLoader -..-> Root", "") == [("base-changed", "Loader")]


def test_a_box_that_took_all_ties_of_another_is_one_drift_of_who_works_with_it():
    old = "Old [load]\nDaily --o Old | loader\nBase ===> Old"
    new = old.replace("Old", "Successor")
    assert rules(old, new) == [("collaborator-changed", "Daily")]


def test_what_the_old_box_wrote_to_is_told_by_itself():
    old = "Old [load]\nDaily --o Old\nSnow [store]\nOld ===> Snow"
    new = "Successor [load]\nDaily --o Successor\nBig [store]\nSuccessor ===> Big"
    assert rules(old, new) == [
        ("endpoint-removed", "Snow"),
        ("collaborator-changed", "Daily"),
        ("endpoint-added", "Big"),
    ]


def test_a_system_that_is_gone_names_the_nearest_box_that_is_left_for_its_line():
    old = "Old [load]\nDaily --o Old\nSnow [store]\nOld ===> Snow"
    nodes = {d.subject: d.nodes for d in compare(graph(parts(old)), graph(parts()))}
    assert nodes == {"Snow": ("t_Snow", "t_Daily"), "Old": ("t_Old", "t_Daily")}


def test_downstream_is_who_takes_data_or_settings_or_inherits():
    one = graph(parts("Daily ===> Loader -..-> Base", "config.yaml -.- Daily", "daily => Daily"))
    assert downstream(one, "t_config_yaml") == ("Daily", "Loader")
    assert downstream(one, "t_Base") == ("Loader",)
    assert downstream(one, "t_daily") == ()
