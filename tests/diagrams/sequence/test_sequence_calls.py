"""Which calls of a flow are messages, between whom, and what they say."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.sequence import diagram
from pytest_etl_diagram.flows.tree import Endpoint, Note, Policy
from pytest_etl_diagram.model import Node, Place
from tests.diagrams.sequence.notation import (
    call,
    drawn,
    flow,
    library,
    own,
    raises,
    read,
    returns,
    when,
    write,
)

CALLS = {
    "a component is called with the arguments that are architecture": (
        (call("Loader.load", facts=(("mode", "upsert"), ("keys", "id, day"))),),
        ["Daily -> Loader: load(mode: upsert, keys: id, day)"],
    ),
    "what a component reads and writes is between it and the system": (
        (call("Extractor.extract", read(gives=True), gives=True),),
        [
            "Daily -> Extractor: extract()",
            "Extractor -> PostgreSQL: read sales",
            "PostgreSQL --> Extractor: rows",
            "Extractor --> Daily: result",
        ],
    ),
    "a result that nobody uses doesn't come back": (
        (call("Extractor.extract", read()),),
        ["Daily -> Extractor: extract()", "Extractor -> PostgreSQL: read sales"],
    ),
    "a result says its shape": (
        (call("Loader.load", returns("rows_loaded: {n}"), gives=True),),
        ["Daily -> Loader: load()", "Loader --> Daily: rows_loaded: {n}"],
    ),
    "a result that is worked out on the spot has no shape": (
        (call("Loader.load", returns("merge().fillna()"), gives=True),),
        ["Daily -> Loader: load()", "Loader --> Daily: result"],
    ),
    "components call each other": (
        (call("Loader.load", call("Audit.record", write("audit"))),),
        [
            "Daily -> Loader: load()",
            "Loader -> Audit: record()",
            "Audit -> Snowflake: write audit",
        ],
    ),
    "a component's own methods are part of what it does": (
        (call("Loader.load", call("Loader.stage", write("stage")), write("sales")),),
        [
            "Daily -> Loader: load()",
            "Loader -> Snowflake: write stage",
            "Loader -> Snowflake: write sales",
        ],
    ),
    "a component may call the pipeline back": (
        (call("Loader.load", own("progress", write("progress"))),),
        [
            "Daily -> Loader: load()",
            "Loader -> Daily: progress()",
            "Daily -> Snowflake: write progress",
        ],
    ),
    "the pipeline's own methods and functions are as if they stood there": (
        (own("extract", read()), call("clean"), call("save", write(mode="append"))),
        ["Daily -> PostgreSQL: read sales", "Daily -> Snowflake: write sales (mode: append)"],
    ),
    "a function of another module is the module's": (
        (library("check_rows", module="etl/validators.py", role="validate"),),
        ["Daily -> validators: check_rows()"],
    ),
    "a function of a package is the package's": (
        (library("check_rows", module="etl/quality/__init__.py"),),
        ["Daily -> quality: check_rows()"],
    ),
    "what checks, tells or gives up is shown also where nobody else takes part": (
        (
            own("validate", role="validate"),
            own("tell", write("x", "Slack"), role="notify"),
            own("give_up", role="error"),
            own("clean", role="transform"),
        ),
        [
            "Daily -> Daily: validate()",
            "Daily -> Daily: tell()",
            "Daily -> Slack: write x",
            "Daily -> Daily: give_up()",
        ],
    ),
    "a library's call is shown when it reaches out": (
        (
            library("merge", role="transform", lazy=True),
            library("upload", role="load", facts=(("bucket", "raw"),)),
            library("assert_frame_equal", role="validate"),
        ),
        ["Daily -> Daily: upload(bucket: raw)", "Daily -> Daily: assert_frame_equal()"],
    ),
    "a class that can't be found takes part as such": (
        (call("SnowLoader.load", module="", resolved=False),),
        ["Daily -> SnowLoader (unresolved): load()"],
    ),
    "a client of a library is no participant": (
        (read(component="Connection"),),
        ["Daily -> PostgreSQL: read sales"],
    ),
    "log lines are left out": ((Note("Loading"), read()), ["Daily -> PostgreSQL: read sales"]),
    "the run ends with what it returns": (
        (read(), returns("status: success")),
        ["Daily -> PostgreSQL: read sales", "Daily: return status: success"],
    ),
    "a return without a shape is left out at the end": (
        (read(), returns()),
        ["Daily -> PostgreSQL: read sales"],
    ),
    "what stands behind an exit never runs": ((raises("X"), read()), ["Daily: raise X"]),
    "secrets are masked": (
        (call("Loader.load", facts=(("url", "postgres://me:secret@host/db"),)),),
        ["Daily -> Loader: load(url: postgres://***:***@host/db)"],
    ),
    "long values are cut, on one line": (
        (call("Loader.load", facts=(("query", "SELECT a,\n  b\n" * 20),)),),
        [f"Daily -> Loader: load(query: {('SELECT a, b ' * 20)[:59]}…)"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), CALLS.values(), ids=CALLS)
def test_calls(body, expected):
    assert drawn(flow(*body)) == expected


ENDPOINTS = {
    "read sales": (Endpoint("PostgreSQL", "database", "read", "sales"), "load", ()),
    "read": (Endpoint("PostgreSQL", "database", "read"), "extract", ()),
    "write sales (mode: upsert, keys: id, day)": (
        Endpoint("S3", "storage", "write", "sales", "upsert", ("id", "day")),
        "load",
        (("mode", "upsert"),),
    ),
    "read orders (batch_size: 500)": (
        Endpoint("Kafka", "topic", "read", "orders"),
        "extract",
        (("topic", "orders"), ("batch_size", "500"), ("query", "SELECT 1")),
    ),
    "read (query: SELECT 1)": (
        Endpoint("PostgreSQL", "database", "read"),
        "extract",
        (("query", "SELECT 1"),),
    ),
    "send #alerts": (Endpoint("Slack", "chat", "write", "#alerts"), "notify", ()),
    "dead letter to orders.dlq": (Endpoint("Kafka", "topic", "write", "orders.dlq"), "error", ()),
}


@pytest.mark.parametrize(("text", "case"), ENDPOINTS.items(), ids=ENDPOINTS)
def test_what_is_asked_of_an_outside_system(text, case):
    endpoint, role, facts = case
    step = library("call", endpoints=(endpoint,), role=role, facts=facts)
    assert drawn(flow(step)) == [f"Daily -> {endpoint.system}: {text}"]


def test_who_starts_a_pipeline_calls_it():
    one = flow(returns("status: success"), trigger=(("schedule", "0 2 * * *"),))
    assert drawn(one) == ["schedule -> Daily: run()", "Daily: return status: success"]
    (_, start) = diagram(one).graph.nodes
    assert start == Node("s_schedule", "schedule", "start", "", (("schedule", "0 2 * * *"),))


def test_a_function_is_a_pipeline_under_its_own_name():
    assert drawn(flow(call("Loader.load"), owner="")) == ["main -> Loader: load()"]


def test_participants_have_ids_of_their_names_and_roles():
    one = flow(
        call("Extractor.extract", read()),
        call("Checks.validate", role="validate"),
        call("Gone.load", module="", resolved=False),
    )
    assert diagram(one).graph.nodes == (
        Node("c_Checks", "Checks", "validate"),
        Node("c_Daily", "Daily", "component"),
        Node("c_Extractor", "Extractor", "component"),
        Node("c_Gone", "Gone (unresolved)", "unknown"),
        Node("e_PostgreSQL", "PostgreSQL", "store"),
    )


def test_components_of_one_name_are_told_apart_by_their_files():
    one = flow(call("Loader.load"), call("Loader.load", module="other/loader.py"))
    assert drawn(one) == [
        "Daily -> Loader: load()",
        "Daily -> Loader (other/loader.py): load()",
    ]


def test_only_who_takes_part_is_there():
    assert [node.name for node in diagram(flow(library("merge"))).graph.nodes] == ["Daily"]


def test_every_line_leads_to_its_place():
    at = Place("etl/daily.py", 7)
    places = dict(
        diagram(
            flow(
                call("Loader.load", write(place=Place("etl/loader.py", 3)), place=at),
                call("Loader.load", place=Place("etl/daily.py", 9)),
                library("get", role="extract", policy=Policy("3"), place=Place("etl/daily.py", 12)),
                when("late", (raises("Late"),)),
                place=Place("etl/daily.py", 1),
            )
        ).places
    )
    assert places == {
        "": Place("etl/daily.py", 1),
        "c_Daily": Place("etl/daily.py", 1),
        "c_Loader": at,
        "e_Snowflake": Place("etl/loader.py", 3),
        "c_Daily>c_Loader:load()": at,
        "c_Loader>c_Daily:result": at,  # where somebody took it, or would
        "c_Loader>e_Snowflake:write sales": Place("etl/loader.py", 3),
        "c_Daily>c_Daily:get()": Place("etl/daily.py", 12),
        "loop[retry up to 3 times]": Place("etl/daily.py", 12),
    }


def test_a_sequence_too_long_to_draw_is_cut_from_the_deepest_calls_on():
    deep = call("C.c", *(write(f"table_number_{number}") for number in range(5000)))
    assert drawn(flow(call("A.a", call("B.b", deep)))) == [
        "Daily -> A: a()",
        "A -> B: b()",
        "B -> C: c()",
    ]
    own_deep = own("save", *(write(f"table_number_{number}") for number in range(5000)))
    assert drawn(flow(own_deep)) == ["Daily -> Daily: save()"]
