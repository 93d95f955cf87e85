from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.theme import FRAME_WORDS, MESSAGE_ARROWS
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import (
    FRAME_KINDS,
    MESSAGE_KINDS,
    Diagram,
    Edge,
    Frame,
    Graph,
    Group,
    Message,
    Node,
    Section,
)


def call(source: str, target: str, text: str, kind: str = "call") -> Message:
    return Message(source, target, text, kind)


ATTEMPT = Section(
    "retries: 3, wait 1s",
    (
        call("c_loader", "e_snowflake", "INSERT sales"),
        call("e_snowflake", "c_loader", "rows", "return"),
    ),
)
SALES = Graph(
    "sequence",
    "SalesPipeline.run",
    nodes=(
        Node("x_caller", "cron", "start"),
        Node("c_pipeline", "SalesPipeline", "component"),
        Node("c_loader", "SalesLoader", "load", facts=(("mode", "append"),)),
        Node("e_snowflake", "Snowflake", "store"),
        Node("c_audit", "Audit", "other"),
    ),
    sequence=(
        call("x_caller", "c_pipeline", "run()"),
        Frame(
            "alt",
            (
                Section(
                    "rows > 0",
                    (
                        call("c_pipeline", "c_loader", "load(table: sales)"),
                        Frame("loop", (ATTEMPT,)),
                    ),
                ),
                Section("", (call("c_pipeline", "c_pipeline", "nothing to do", "note"),)),
            ),
        ),
        call("c_pipeline", "x_caller", "", "return"),
    ),
)

LAYOUT = """\
sequenceDiagram
    accTitle: Sequence of SalesPipeline.run
    actor x_caller as cron
    participant c_pipeline as SalesPipeline
    participant c_loader as «load»<br/>SalesLoader<br/>mode: append
    participant e_snowflake as «store»<br/>Snowflake
    participant c_audit as «other»<br/>Audit
    x_caller->>c_pipeline: run()
    alt rows > 0
        c_pipeline->>c_loader: load(table: sales)
        loop retries: 3, wait 1s
            c_loader->>e_snowflake: INSERT sales
            e_snowflake-->>c_loader: rows
        end
    else
        Note over c_pipeline: nothing to do
    end
    c_pipeline-->>x_caller: ;
"""


def test_a_sequence_has_its_participants_as_they_appear_and_one_message_a_line() -> None:
    assert write(SALES) == LAYOUT
    assert read(LAYOUT) == SALES


def test_a_sequence_is_a_snapshot_file_like_any_other() -> None:
    text = render(Diagram("sequence", "SalesPipeline.run", "etl/sales.py", SALES))
    assert text.startswith("# Sequence: SalesPipeline.run\n")
    assert f"```mermaid\n{LAYOUT}```\n" in text
    assert parse(text).graph == SALES


def test_every_message_and_frame_kind_is_drawn() -> None:
    assert {*MESSAGE_ARROWS, "note"} == set(MESSAGE_KINDS)
    assert set(FRAME_WORDS) == set(FRAME_KINDS)


SAID = (
    ("", ";"),
    (" ", "#32;"),
    ("a;b", "a#59;b"),
    ("#1", "#35;1"),
    ("a\nb", "a<br/>b"),
    ("k: v", "k: v"),
    ("at:", "at:"),
    (": x", "#58; x"),
    ("wrap: x", "#119;rap: x"),
    ("nowrap:", "#110;owrap:"),
    ("end", "end"),
    ("{a} (b) [c]", "{a} (b) [c]"),
    ("->> c_a: x", "#45;>> c_a: x"),
    ("x\x1b", "x\u24261b#59;"),
    ("%% x", "#37;#37; x"),
    ("«load»", "«load»"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_said_is_written_so_that_it_shows(text: str, expected: str) -> None:
    nodes = (Node("c_a", "a", "component"),)
    graph = Graph("sequence", "", nodes=nodes, sequence=(call("c_a", "c_a", text),))
    assert write(graph).split("\n")[3] == f"    c_a->>c_a: {expected}"
    assert read(write(graph)) == graph


PARTICIPANTS = (
    (Node("c_a", "A", "component"), "participant c_a as A"),
    (Node("c_a", "", "component"), "participant c_a as ;"),
    (Node("c_a", "", "load"), "participant c_a as «load»<br/>"),
    (Node("c_a", "«load»", "component"), "participant c_a as #171;load»"),
    (Node("c_a", "me", "start"), "actor c_a as me"),
    (Node("c_a", "A", "load", facts=(("k", ""),)), "participant c_a as «load»<br/>A<br/>k:"),
    (Node("c_a", "wrap", "component", facts=(("wrap", "1"),)), "participant c_a as #119;rap: 1"),
    (Node("c_a", "a; b", "store"), "participant c_a as «store»<br/>a#59; b"),
)


@pytest.mark.parametrize(("node", "expected"), PARTICIPANTS)
def test_a_participant_shows_role_name_and_facts(node: Node, expected: str) -> None:
    graph = Graph("sequence", "x", nodes=(node,))
    assert write(graph).split("\n")[2] == f"    {expected}"
    assert read(write(graph)) == graph


def changed_lines(after: Graph) -> list[str]:
    diff = difflib.ndiff(write(SALES).split("\n"), write(after).split("\n"))
    return [line for line in diff if line[0] in "+-"]


def test_a_message_put_in_costs_one_line() -> None:
    message = call("c_pipeline", "c_audit", "log")
    assert changed_lines(replace(SALES, sequence=(*SALES.sequence, message))) == [
        "+     c_pipeline->>c_audit: log"
    ]


def test_a_new_participant_costs_one_line_and_its_message_another() -> None:
    after = replace(
        SALES,
        nodes=(*SALES.nodes, Node("e_s3", "S3", "store")),
        sequence=(*SALES.sequence, call("c_pipeline", "e_s3", "put")),
    )
    assert len(changed_lines(after)) == 2


FOREIGN = (
    ("sequenceDiagram\n", "line 1: a sequence in which nothing happens"),
    (LAYOUT.replace("actor x_caller", "actor x_other"), "line 8: message x_caller c_pipeline: the"),
    (LAYOUT.replace("    end\n    c_p", "    c_p"), "line 18: 'alt' without its end"),
    (LAYOUT + "    end\n", "line 19: 'end' outside of a frame"),
    (LAYOUT.replace("    else\n", "    and\n"), "line 15: 'and' in 'alt'"),
    (LAYOUT.replace("        loop", "        and"), "line 11: 'and' in 'alt'"),
    (LAYOUT.replace("-->>c_loader: rows", "--xc_loader: rows"), "line 13: not a line"),
    (LAYOUT.replace("run()", "run();"), "line 8"),
    (LAYOUT.replace("«store»", "«shop»"), "line 6: role 'shop'"),
    (LAYOUT.replace("INSERT", "#1114112;"), "line 12: #1114112; stands for no character"),
    (LAYOUT.replace("Sequence of", "Airflow DAG").partition("    actor")[0], "line 1: a sequence"),
    (LAYOUT.replace("    actor", "    %% goes on\n    actor"), "goes on in other drawings"),
    (LAYOUT + "\n", "too many or too few lines"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FOREIGN)
def test_reading_refuses_what_is_never_written_and_says_where(text: str, message: str) -> None:
    with pytest.raises(SnapshotFormatError, match=message):
        read(text)


def test_reading_takes_windows_line_ends() -> None:
    assert read(LAYOUT.replace("\n", "\r\n")) == SALES


def with_part(part: Message | Frame) -> Graph:
    return replace(SALES, sequence=(part,))


def frame(kind: str, *sections: Section) -> Graph:
    return with_part(Frame(kind, sections))


INVALID = (
    (with_part(call("c_pipeline", "c_lost", "x")), "no node 'c_lost'"),
    (with_part(call("c_pipeline", "c_loader", "x", "shout")), "message kind 'shout'"),
    (with_part(call("c_pipeline", "c_loader", "x", "note")), "a note on two participants"),
    (frame("repeat", ATTEMPT), "frame kind 'repeat'"),
    (frame("alt"), "'alt' with 0 sections"),
    (frame("opt", ATTEMPT, ATTEMPT), "'opt' with 2 sections"),
    (frame("alt", ATTEMPT, Section("no", ())), "nothing happens in the section 'no'"),
    (replace(SALES, edges=(Edge("c_loader", "c_audit"),)), "neither groups nor edges"),
    (replace(SALES, groups=(Group("g_a", "a"),)), "neither groups nor edges"),
    (replace(SALES, direction="TB"), "direction 'TB' of a sequence"),
    (replace(SALES, nodes=(*SALES.nodes, Node("c_audit", "B"))), "'c_audit' occurs 2 times"),
)


@pytest.mark.parametrize(("graph", "message"), INVALID)
def test_writing_refuses_a_sequence_that_cannot_be_drawn(graph: Graph, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write(graph)
