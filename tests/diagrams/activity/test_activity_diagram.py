"""The diagram around the drawing, and what a change of a program costs in lines."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.activity import KIND, diagram
from pytest_etl_diagram.flows.tree import Flow, Policy, Step
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Place
from tests.diagrams.activity.notation import FILE, flow


def test_a_diagram_says_what_it_is_of():
    made = diagram(flow("load()", "Daily.run"))
    graph = made.graph
    assert (made.kind, made.name, made.source) == (KIND, "Daily.run", FILE)
    assert (graph.kind, graph.title, graph.direction) == ("activity", "Daily.run", "TB")


def test_the_start_shows_what_triggers_the_flow():
    made = diagram(flow("load()", trigger=(("schedule", "0 2 * * *"), ("command", "etl run"))))
    (start,) = (node for node in made.graph.nodes if node.role == "start")
    assert (start.name, start.facts) == (
        "main",
        (("schedule", "0 2 * * *"), ("command", "etl run")),
    )


def test_places_say_where_nodes_come_from():
    text = """\
try:
    fetch()
    if empty:
        raise ValueError
except ValueError:
    with retry(retries="3"):
        again()
for each in tables:
    with gather():
        load()
return
"""
    places = dict(diagram(flow(text)).places)
    assert {name: at.mark for name, at in places.items() if "#" not in name} == {
        "": 0,
        "x_start": 0,
        "x_try": 1,
        "x_fetch": 2,
        "x_empty": 3,
        "x_raise_ValueError_inside": 4,
        "x_except_ValueError": 5,
        "x_again": 7,
        "x_again_Success": 7,
        "x_again_retries": 7,
        "x_raise": 7,
        "x_for_each_tables": 8,
        "x_gather": 9,
        "x_gather_join": 9,
        "x_load": 10,
        "x_return": 11,
    }
    assert set(places.values()) <= {Place(FILE, n) for n in range(12)}


def test_a_retry_is_said_where_its_policy_is():
    policy = Policy(retries="3", wait="1s", place=Place("shared.py", 4))
    step = Step(1, "fetch", policy=policy, place=Place(FILE, 2), home=Place("api.py", 9))
    places = dict(diagram(Flow("main", FILE, (step,))).places)
    facts = ("retries", "attempts", "backoff", "wait", "on")
    assert {places[f"x_fetch#{fact}"] for fact in facts} == {Place("shared.py", 4)}
    assert places["x_fetch#raises"] == Place("api.py", 9)


PROGRAM = """
@retry(retries="3", wait="1s", on=("ConnectionError",))
def load():
    insert(role="load", writes="PostgreSQL: sales", mode="upsert", keys=("id",))
try:
    log("starting")
    extract(role="extract")
    check_quality(role="validate")
    Loader.load(role="load")
    with gather(workers="4"):
        index()
        publish()
except ConnectionError:
    send_alert(role="notify")
    raise
except ValueError:
    send_dead(role="error", writes="Kafka: dead")
"""

GATHERED = """\
with gather(workers="4"):
        index()
        publish()"""

CHANGES = [
    ("a log text", '"starting"', '"beginning"', 0, 0),
    ("the retry's argument", 'retries="3"', 'retries="1"', 2, 2),
    ("the loader's class", "Loader.load", "SnowLoader.load", 1, 1),
    ("the mode", '"upsert"', '"append"', 1, 1),
    ("the keys", '("id",)', '("id", "day")', 1, 1),
    ("the workers", 'workers="4"', 'workers="8"', 1, 1),
    ("no quality check", '    check_quality(role="validate")\n', "", 1, 3),
    ("no alert", '    send_alert(role="notify")\n', "", 1, 3),
    ("no raise in a handler", '"notify")\n    raise\n', '"notify")\n', 2, 3),
    ("no dead letter", '    send_dead(role="error", writes="Kafka: dead")', "    pass", 2, 4),
    ("one after the other", GATHERED, "index()\n    publish()", 3, 8),
    ("an early return", "    check_quality", "    if empty: return\n    check_quality", 5, 1),
    ("a new handler", "except ValueError:", "except KeyError: pass\nexcept ValueError:", 3, 0),
]


@pytest.mark.parametrize(
    ("what", "before", "after", "new", "gone"), CHANGES, ids=[change[0] for change in CHANGES]
)
def test_a_change_costs_few_lines(what, before, after, new, gone):
    assert before in PROGRAM
    old, now = (
        write(diagram(flow(text)).graph).splitlines()
        for text in (PROGRAM, PROGRAM.replace(before, after))
    )
    assert (len(set(now) - set(old)), len(set(old) - set(now))) == (new, gone)
