from __future__ import annotations

import difflib
from dataclasses import replace
from itertools import pairwise

import pytest

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.joining import join
from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.model import Diagram, Edge, Frame, Graph, Group, Message, Node, Section
from tests.mermaid.real import understood

MERMAID_EDGES = 500
MERMAID_CHARACTERS = 50_000


def node(name: str, group: str = "") -> Node:
    return Node(f"t_{name}", name, "transform", group, (("operator", "PythonOperator"),))


def chain(names: list[str]) -> tuple[Edge, ...]:
    return tuple(Edge(f"t_{a}", f"t_{b}") for a, b in pairwise(names))


def grouped(groups: int, size: int) -> Graph:
    names = [f"{g:02}_{n:03}" for g in range(groups) for n in range(size)]
    return Graph(
        "dag",
        "big",
        groups=tuple(Group(f"g_{g:02}", f"group {g:02}") for g in range(groups)),
        nodes=tuple(node(name, f"g_{name[:2]}") for name in names),
        edges=chain(names),
    )


FLAT = [f"n{number:04}" for number in range(1_000)]
BIG = {
    "chain in groups": grouped(6, 150),
    "chain without groups": Graph("dag", "flat", nodes=tuple(map(node, FLAT)), edges=chain(FLAT)),
    "star": Graph(
        "dag",
        "star",
        nodes=tuple(map(node, FLAT)),
        edges=tuple(Edge("t_n0000", f"t_{name}") for name in FLAT[1:]),
    ),
    "every node to every node": Graph(
        "dag",
        "dense",
        nodes=tuple(map(node, FLAT[:40])),
        edges=tuple(Edge(f"t_{a}", f"t_{b}") for a in FLAT[:40] for b in FLAT[:40]),
    ),
    "many groups": grouped(100, 8),
    "groups inside a group": replace(
        grouped(6, 150),
        groups=(
            Group("g_outer", "outer"),
            Group("g_empty", "empty", "g_outer"),
            *(replace(group, parent="g_outer") for group in grouped(6, 1).groups),
        ),
    ),
}


@pytest.mark.parametrize("graph", BIG.values(), ids=BIG)
def test_every_drawing_of_a_big_graph_keeps_the_hosts_limits(graph: Graph) -> None:
    pages = drawings(graph)
    assert len(pages) > 1
    for page in pages:
        assert len(page.text) < MERMAID_CHARACTERS
        assert len([line for line in page.text.split("\n") if "> t_" in line]) < MERMAID_EDGES


@pytest.mark.parametrize("graph", BIG.values(), ids=BIG)
def test_a_big_graph_comes_back_from_its_drawings(graph: Graph) -> None:
    assert join([page.text for page in drawings(graph)]) == graph
    assert parse(render(Diagram("dag", "big", "dags/big.py", graph))).graph == graph


def test_mermaid_understands_the_overview_and_every_part() -> None:
    for page in drawings(BIG["groups inside a group"]):
        assert not understood(page.text).undefined_classes


def test_a_graph_within_the_limits_is_one_drawing_without_a_title() -> None:
    assert [page.title for page in drawings(grouped(3, 20))] == [""]


def test_a_group_is_a_part_and_the_overview_comes_first() -> None:
    titles = [page.title for page in drawings(BIG["chain in groups"])]
    assert titles == ["overview", *(f"group {number:02}" for number in range(6))]


def test_an_edge_to_another_drawing_keeps_the_exact_id() -> None:
    part = drawings(BIG["chain in groups"])[1].text
    assert 't_01_000("01_000"):::elsewhere' in part
    assert "t_00_149 --> t_01_000" in part


def test_a_new_stage_changes_few_lines_of_few_drawings() -> None:
    flat = BIG["chain without groups"]
    grown = replace(
        flat, nodes=(*flat.nodes, node("n0000a")), edges=(*flat.edges, Edge("t_n0000", "t_n0000a"))
    )
    before, after = ("\n".join(p.text for p in drawings(g)).split("\n") for g in (flat, grown))
    changes = [line for line in difflib.unified_diff(before, after, n=0) if line[0] in "+-"][2:]
    assert len(changes) == 4  # two boxes that point elsewhere, the edge, the stage


def test_a_drawing_left_out_or_changed_alone_is_refused() -> None:
    texts = [page.text for page in drawings(BIG["chain in groups"])]
    with pytest.raises(SnapshotFormatError):
        join(texts[:-1])
    with pytest.raises(SnapshotFormatError, match="line 8"):
        join([texts[0].replace("group 05", "group 5"), *texts[1:]])


def test_one_node_over_the_limit_still_makes_drawings_that_read_back() -> None:
    huge = Node("t_x", "x", facts=(("sql", "a" * HOST.characters),))
    graph = Graph("dag", "d", nodes=(huge, node("y")), edges=(Edge("t_x", "t_y"),))
    assert join([page.text for page in drawings(graph)]) == graph


def test_limits_count_utf16_units_as_mermaid_does() -> None:
    graph = Graph("dag", "d", nodes=tuple(replace(node(n), name="👍" * 40) for n in FLAT[:10]))
    size = len(drawings(graph)[0].text)
    assert len(drawings(graph, Limits(450, size + 10))) > 1


def test_one_node_with_too_many_edges_to_itself_gets_drawings_of_links() -> None:
    edges = tuple(Edge("t_x", "t_x", label=str(number)) for number in range(600))
    graph = Graph("dag", "d", nodes=(node("x"),), edges=edges)
    pages = drawings(graph)
    assert {page.title for page in pages[2:]} == {"links from stages without a group"}
    assert join([page.text for page in pages]) == graph


CALLS = tuple(
    Message("x_a", "x_b", f"write batch {number:04} to sales.orders") for number in range(1_200)
)
FILLED = Section("rows > 0", CALLS)
ENDS = (Node("x_a", "a", "component"), Node("x_b", "b", "store"), Node("x_idle", "c", "other"))
LONG = {
    "messages": CALLS,
    "frames": tuple(Frame("opt", (Section("x", CALLS[at : at + 5]),)) for at in range(0, 1_200, 5)),
    "a frame too long for one drawing": (CALLS[0], Frame("loop", (FILLED,)), CALLS[1]),
    "a section too long for one drawing": (
        Frame("alt", (FILLED, Section("no", CALLS[:1]), replace(FILLED, label="late"))),
    ),
    "many sections": (Frame("par", tuple(Section(m.text, (m,)) for m in CALLS)),),
    "frames in frames": (
        Frame("loop", (Section("", (CALLS[0], Frame("critical", (FILLED, FILLED)), CALLS[1])),)),
        Frame("loop", (FILLED,)),
    ),
}  # fmt: skip


def long(name: str) -> Graph:
    return Graph("sequence", "big", nodes=ENDS, sequence=LONG[name])


@pytest.mark.parametrize("name", LONG)
def test_a_long_sequence_is_several_drawings_that_give_it_back(name: str) -> None:
    pages = drawings(long(name))
    assert len(pages) > 1
    assert all(page.title for page in pages)
    assert all(len(page.text) < MERMAID_CHARACTERS for page in pages)
    assert join([page.text for page in pages]) == long(name)
    assert parse(render(Diagram("sequence", "big", "etl/big.py", long(name)))).graph == long(name)


def test_mermaid_understands_every_drawing_of_a_long_sequence() -> None:
    pages = [understood(page.text) for page in drawings(long("frames in frames"))]
    messages = sum(event[0] == "call" for page in pages for event in page.events)
    assert messages == 2 + 3 * len(CALLS)


def test_a_frame_that_goes_on_says_so() -> None:
    first, second, *_ = drawings(long("a section too long for one drawing"))
    assert second.text.split("\n")[2] == "    %% goes on in 1 open frame"
    assert "%%" not in first.text


def test_participants_without_messages_stand_in_the_first_drawing() -> None:
    first, *others = drawings(long("messages"))
    assert "x_idle" in first.text
    assert not any("x_idle" in page.text for page in others)


@pytest.mark.parametrize("name", LONG)
def test_a_new_message_changes_one_line_of_one_drawing(name: str) -> None:
    def grown(sequence: tuple[Message | Frame, ...]) -> tuple[Message | Frame, ...]:
        *others, last = sequence
        if isinstance(last, Message):
            return (*sequence, Message("x_b", "x_a", "done", "return"))
        *sections, section = last.sections
        return (
            *others,
            replace(last, sections=(*sections, replace(section, body=grown(section.body)))),
        )

    after = replace(long(name), sequence=grown(LONG[name]))
    old, new = ("\n".join(p.text for p in drawings(g)).split("\n") for g in (long(name), after))
    changes = [line for line in difflib.unified_diff(old, new, n=0) if line[0] in "+-"][2:]
    assert [line.strip("+ ") for line in changes] == ["x_b-->>x_a: done"]


def test_a_drawing_of_a_sequence_left_out_or_changed_alone_is_refused() -> None:
    texts = [page.text for page in drawings(long("a section too long for one drawing"))]
    with pytest.raises(SnapshotFormatError, match="doesn't end with"):
        join(texts[1:])
    with pytest.raises(SnapshotFormatError, match="line 1: goes on in a frame"):
        join([texts[0], texts[1].replace("1 open frame", "2 open frames"), *texts[2:]])
    with pytest.raises(SnapshotFormatError, match="no comment of ours"):
        join([texts[0], texts[1].replace("goes on", "goes off"), *texts[2:]])


def test_a_file_without_the_last_drawing_of_a_sequence_is_refused() -> None:
    text = render(Diagram("sequence", "big", "etl/big.py", long("messages")))
    with pytest.raises(SnapshotFormatError, match="stands where"):
        parse(text[: text.rindex("\n## part")])


def test_one_message_over_the_limit_still_makes_a_drawing_that_reads_back() -> None:
    huge = Message("x_a", "x_b", "a" * HOST.characters)
    graph = Graph("sequence", "d", nodes=ENDS, sequence=(CALLS[0], huge, CALLS[1]))
    assert join([page.text for page in drawings(graph)]) == graph
