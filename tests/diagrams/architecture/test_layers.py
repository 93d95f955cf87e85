"""In which layer a component is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.architecture.layers import LAYERS, WORDS, words_of
from tests.diagrams.architecture.drawn import (
    cls,
    drawn,
    flow,
    functions,
    layer,
    link,
    nodes,
    reads,
    step,
    told,
    writes,
)

USER = cls("User", "user.py")

CLASSES = {
    "a base says more than a name": (cls("Sales", bases=("BaseExtractor",)), "extract"),
    "the nearest base says most": (cls("X", bases=("BaseLoader", "BaseExtractor")), "load"),
    "a base of a library": (cls("X", bases=("AbstractReader", "Thread")), "extract"),
    "the last word of a name": (cls("PipelineValidator"), "transform"),
    "a name with digits and capitals": (cls("S3ToSQLLoader"), "load"),
    "a loader of settings": (cls("ConfigLoader"), "configuration"),
    "a base that only says pipeline": (cls("DataCleaner", bases=("PipelineBase",)), "transform"),
    "a pipeline": (cls("DailySalesPipeline"), "orchestration"),
    "a client": (cls("HttpClient"), "utilities"),
    "a folder": (cls("Sales", "shop/extractors/sales.py"), "extract"),
    "the innermost folder that says something": (cls("X", "loaders/transform/x/y.py"), "transform"),
    "a file": (cls("Sales", "shop/readers.py"), "extract"),
    "nothing at all": (cls("Sales", "shop/things.py"), "utilities"),
}


@pytest.mark.parametrize("case", CLASSES)
def test_a_class_is_in_the_layer_that(case):
    component, expected = CLASSES[case]
    diagram = drawn(told(USER, component, links=[link("uses", USER, component)]))
    assert layer(diagram, component.name) == expected


WORK = {
    "who only reads extracts": ((reads("S3"),), "extract"),
    "who only writes loads": ((writes("S3"), writes("Kafka")), "load"),
    "who does both orchestrates": ((reads("S3"), writes("S3")), "orchestration"),
}


@pytest.mark.parametrize("case", WORK)
def test_what_flows_show_decides_where_no_name_does(case):
    endpoints, expected = WORK[case]
    sales = cls("Sales", "shop.py")
    diagram = drawn(told(USER, sales, flows=[flow(USER, step(1, sales, endpoints=endpoints))]))
    assert layer(diagram, "Sales") == expected


def test_what_starts_a_pipeline_orchestrates_whatever_it_is_called():
    loader, main = cls("SalesLoader"), functions("load.py", "main")
    flows = [flow(loader, step(1, USER)), flow(main, step(1, USER))]
    diagram = drawn(told(USER, loader, main, flows=flows))
    assert layer(diagram, "SalesLoader") == "orchestration"
    assert layer(diagram, "load") == "orchestration"


def test_functions_are_in_the_layer_of_their_names_where_their_file_says_nothing():
    orders = functions("shop/orders.py", "extract_orders", "read_items")
    mixed = functions("shop/mixed.py", "extract_orders", "load_orders")
    steps = [step(1, orders, "extract_orders"), step(2, mixed, "extract_orders")]
    more = step(3, mixed, "load_orders")
    diagram = drawn(told(USER, orders, mixed, flows=[flow(USER, *steps, more)]))
    assert layer(diagram, "orders") == "extract"
    assert layer(diagram, "mixed") == "utilities"


def test_outside_systems_are_in_no_layer_and_files_of_settings_configure():
    user = cls("User", configured_by=(("etl.yaml", ("a",)),))
    jobs = [("daily", "User.run", "user.py")]
    diagram = drawn(
        told(user, flows=[flow(user, step(1, None, endpoints=(reads("S3"),)))], callables=jobs)
    )
    assert layer(diagram, "S3") == ""
    assert layer(diagram, "etl.yaml") == "configuration"
    assert layer(diagram, "daily") == "orchestration"


OWN = {
    "the name of a class": ({"gold": ("*Sales",)}, "gold"),
    "the name of a base": ({"gold": ("Base*",)}, "gold"),
    "a file": ({"gold": ("**/daily.py",)}, "gold"),
    "a file without a folder": ({"gold": ("daily.py",)}, "gold"),
    "a folder": ({"gold": ("extractors/",)}, "gold"),
    "a usual layer": ({"load": ("DailySales",)}, "load"),
    "the first that fits": ({"silver": ("Nothing",), "gold": ("D*",), "bronze": ("*",)}, "gold"),
    "none that fits": ({"gold": ("Other", "loaders/**")}, "extract"),
    "the name of a folder without a slash": ({"gold": ("extractors",)}, "extract"),
}


@pytest.mark.parametrize("case", OWN)
def test_the_project_s_own_layers_come_first_by(case):
    layers, expected = OWN[case]
    sales = cls("DailySales", "extractors/daily.py", bases=("BaseExtractor",))
    links = [link("uses", USER, sales)]
    for given_as in (layers, tuple(layers.items())):
        assert (
            layer(drawn(told(USER, sales, links=links), layers=given_as), "DailySales") == expected
        )


def test_a_layer_of_the_project_s_own_leaves_the_colour_as_it_is():
    sales, other = cls("SalesLoader"), cls("OtherLoader")
    links = [link("uses", USER, sales), link("uses", USER, other)]
    layers = {"gold": ("SalesLoader",), "extract": ("OtherLoader",)}
    found = nodes(drawn(told(USER, sales, other, links=links), layers=layers))
    assert found["SalesLoader"].role == "load"
    assert found["OtherLoader"].role == "extract"


def test_only_layers_that_have_something_are_drawn():
    diagram = drawn(told(USER, cls("Loader"), links=[link("uses", USER, cls("Loader"))]))
    assert {group.name for group in diagram.graph.groups} == {"utilities", "load"}


ROLES = {
    "DataValidator": "validate",
    "QualityChecks": "validate",
    "SlackNotifier": "notify",
    "AlertManager": "notify",
    "Extractor": "extract",
    "Cleaner": "transform",
    "Loader": "load",
    "Pipeline": "component",
    "Client": "component",
    "Settings": "component",
}


@pytest.mark.parametrize("name", ROLES)
def test_a_name_tells_the_role(name):
    component = cls(name, "x.py")
    diagram = drawn(told(USER, component, links=[link("uses", USER, component)]))
    assert nodes(diagram)[name].role == ROLES[name]


def test_no_word_tells_of_two_layers():
    words = [word for _, row in WORDS for word in row.split()]
    assert len(words) == len(set(words))
    assert {name for name, _ in WORDS} == set(LAYERS)


@given(st.lists(st.sampled_from([w for _, row in WORDS for w in row.split()]), min_size=1))
def test_the_words_of_a_name_are_found_again(words):
    assert words_of("".join(word.capitalize() for word in words)) == words
    assert words_of("_".join(words)) == words
