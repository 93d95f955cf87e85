"""The Markdown report keeps to its room, and nothing in it means what it should only show."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from markdown_runs import (
    BROKEN,
    MISSING,
    RUNS,
    SINCE,
    TRICKS,
    compared,
    drifted,
    entry,
    hostile,
    passed,
    run,
)

from pytest_etl_diagram.model import Diagram, Graph, Node, Problem
from pytest_etl_diagram.report.markdown import LONGEST, render
from pytest_etl_diagram.report.markdown.escaping import code, fenced, prose

markdown_it = pytest.importorskip(
    "markdown_it", reason="comes with rich, which import-linter needs"
)

OUR_TAGS = {"<br>", "<code>", "</code>"}
FOLDS = re.compile(r"<details><summary>[A-Z][a-z ]+</summary>|</details>")


def parse(text: str):
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def inline(tokens):
    """Yield the tokens inside blocks, each with whether it is in a `<code>`."""
    for block in tokens:
        in_code = False
        for token in block.children or ():
            if token.type == "html_inline":
                in_code = token.content == "<code>"
            yield token, in_code


def require_only_our_markup(text):
    tokens = parse(text)
    kinds = {token.type for token in tokens} | {token.type for token, _ in inline(tokens)}
    assert not kinds & {"link_open", "image", "blockquote_open", "s_open", "em_open", "code_block"}
    for token in tokens:
        if token.type == "html_block":
            assert FOLDS.fullmatch(token.content.strip()), token.content
        if token.type == "fence":
            assert token.info in ("mermaid", "diff", "sh")
    for token, in_code in inline(tokens):
        if token.type == "html_inline":
            assert token.content in OUR_TAGS
        if token.type == "text" and not in_code:
            assert not re.search(r"[@#]\w|https?://|www\.", token.content), token.content
    opened = sum(t.content.startswith("<details>") for t in tokens if t.type == "html_block")
    closed = sum(t.content.startswith("</details>") for t in tokens if t.type == "html_block")
    assert opened == closed


def cells(text):
    """Return how many cells the rows of the table have."""
    rows, count = [], 0
    for token in parse(text):
        count += token.type in ("th_open", "td_open")
        if token.type == "tr_close":
            rows, count = [*rows, count], 0
    return rows


@pytest.mark.parametrize("name", RUNS)
def test_a_report_holds_only_our_markup(name):
    require_only_our_markup(render(RUNS[name]))


def test_names_values_and_texts_of_whatever_kind_mean_nothing():
    text = render(hostile())
    require_only_our_markup(text)
    assert set(cells(text)) == {4}
    assert text.count("### ") == len([t for t in parse(text) if t.type == "heading_open"]) - 2
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800]", text)


def shown(markdown):
    """Return what a reader sees of one line of Markdown."""
    return "".join(
        token.content for token, _ in inline(parse(markdown)) if "html" not in token.type
    )


@pytest.mark.parametrize("trick", TRICKS)
def test_code_shows_the_text_itself(trick):
    visible = trick.replace("\n", r"\n").replace("\x1b", r"\x1b").replace("\u202e", r"\u202e")
    assert (
        shown(f"x {code(trick)}")
        == f"x {visible.replace(chr(0xD800), chr(92) + 'ud800') or chr(34) * 2}"
    )


@pytest.mark.parametrize("trick", [*TRICKS, "@daily", "see #12", ":tada:", "a*b*c"])
def test_prose_shows_the_text_itself(trick):
    text = f"Before, it was {trick}."
    require_only_our_markup(prose(text))


def test_no_line_closes_its_fence():
    lines = ["```", "````", "~~~", "x"]
    (fence,) = parse(fenced("diff", lines))
    assert (fence.type, fence.content) == ("fence", "\n".join([*lines, ""]))


def big(number, stages=40):
    """Return a diagram that drifted a lot."""
    old, new = (
        Graph(
            "dag",
            f"dag_{number}",
            nodes=tuple(
                Node(
                    f"t_{n}",
                    f"stage_{n}",
                    "load",
                    "",
                    (("pool", f"{letter}{n}"), ("sql", letter * 90)),
                )
                for n in range(stages)
            ),
        )
        for letter in "ab"
    )
    diagram = Diagram("dag", old.title, f"dags/{number}.py", new)
    return entry(f"dag_{number:04}", "drifted", diagram, compared(old, diagram))


def test_five_hundred_diagrams_of_which_fifty_drifted_are_written_quickly():
    entries = [*(big(n) for n in range(50)), *passed(*(f"p{n}" for n in range(450)))]
    start = time.perf_counter()
    text = render(run(*entries))
    assert time.perf_counter() - start < 5
    assert len(text) < LONGEST
    assert text.startswith("## 50 of 500 diagrams drifted: ")
    for number in range(50):
        assert f"`dag dag_{number:04}`" in text
    assert "more without room for details here" in text
    require_only_our_markup(text)


CROWDS = {
    "drifted": lambda: run(
        *(replace(big(1, 3), nodeid=str(n), name=f"n{n}") for n in range(1_000))
    ),
    "hugely": lambda: run(big(1, 1_000), big(2, 1_000), drifted("stages_swapped")),
    "missing": lambda: run(*(replace(MISSING, name=f"n{n}") for n in range(1_000))),
    "broken": lambda: run(*(replace(BROKEN, message="x@y " * 5_000) for n in range(300))),
    "since": lambda: run(*(replace(SINCE, name=f"n{n}") for n in range(300)), base="b" * 500),
    "both": lambda: run(
        *(replace(SINCE, name=f"n{n}") for n in range(50)), *(big(n) for n in range(50)), base="b"
    ),
    "allowed": lambda: run(
        *(
            replace(drifted("stages_swapped", "passed", dependency_reversed="why"), name=f"n{n}")
            for n in range(300)
        ),
        fail_on="breaking",
    ),
    "others": lambda: run(
        orphans=tuple(f"{n}.md" for n in range(1_500)),
        problems=tuple(Problem(f"{n}.py", n, "|`" * 500) for n in range(1_500)),
        gone=tuple("|" * 3_000 + f"{n}" for n in range(500)),
        accept_command="pytest " + "x" * 90_000,
    ),
}


@pytest.mark.parametrize("name", CROWDS)
def test_a_report_keeps_to_its_room_and_counts_what_it_leaves_out(name):
    contents = CROWDS[name]()
    text = render(contents)
    assert len(text) < LONGEST
    require_only_our_markup(text)
    assert re.search(r"and \d+ more|without room|Left out here|more lines", text)


def test_every_diagram_that_drifted_is_named_or_counted():
    text = render(CROWDS["drifted"]())
    details = len(re.findall(r"^### `dag n", text, re.MULTILINE))
    short = int(re.search(r"### (\d+) more without room", text)[1])
    assert details + short == 1_000
    listed = len(re.findall(r"^- `dag n", text, re.MULTILINE))
    assert listed + int(re.search(r"^- and (\d+) more$", text, re.MULTILINE)[1]) == short


def test_the_worst_diagram_comes_first():
    names = ("stage_inserted", "retries_removed_everywhere", "stage_renamed_with_fewer_retries")
    for order in (names, names[::-1]):
        text = render(run(*(drifted(name) for name in order)))
        found = re.findall(r"^### `dag (\w+)`", text, re.MULTILINE)
        assert found == [names[1], names[2], names[0]]


def test_the_order_in_which_items_ran_does_not_show():
    entries = RUNS["several"].entries
    problems = RUNS["several"].problems
    shuffled = replace(RUNS["several"], entries=entries[::-1], problems=problems[::-1])
    assert render(shuffled) == render(RUNS["several"])


def test_what_changed_since_the_base_is_not_told_twice():
    one = drifted("quality_check_removed")
    text = render(run(replace(one, base=one.committed), base="main"))
    assert text.count("```mermaid") == 1
    assert "## Changed since" not in text


def test_a_drift_is_told_with_all_that_a_reviewer_needs():
    text = render(run(drifted("retries_removed_everywhere")))
    for part in (
        "**breaking** `retries-removed`: a failed stage is no longer retried",
        "Before, it had 3 more tries.",
        "`retries: 3 \u2192 0 (default)`",
        "`dags/daily_sales_dag.py:24`",
        "pytest --etl-diagrams --snapshot-update",
    ):
        assert part in text
