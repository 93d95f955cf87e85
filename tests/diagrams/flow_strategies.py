"""Hypothesis strategies: flows at random, and places in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_etl_diagram.flows.tree import (
    Arm,
    Branch,
    Endpoint,
    Exit,
    Flow,
    Handler,
    Loop,
    Note,
    Parallel,
    Policy,
    Region,
    Retry,
    Step,
    Try,
)
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_etl_diagram.flows.tree import Block, Piece

DEPTH = 3

EXCEPTIONS = (
    ("ValueError", "Exception", "BaseException"),
    ("ConnectionError", "OSError", "Exception", "BaseException"),
    ("OSError", "Exception", "BaseException"),
    ("SystemExit", "BaseException"),
    ("Refused", "ValueError", "Exception", "BaseException"),
    ("Unheard",),
)
"""The names of an exception's class and its bases, as exits have them."""

CAUGHT = ("ValueError", "OSError", "ConnectionError", "Refused", "Exception", "BaseException")

verbs = st.sampled_from(["extract", "load", "save", "check", "end", "start", "a b", "", "try"])
texts = st.sampled_from(["", "empty", "rows < 1", "kind", "{var:x}", "a: b", "数据"])
places = st.sampled_from([None, Place("etl.py", 1), Place("etl.py", 2)])
facts = st.lists(
    st.tuples(st.sampled_from(["table", "query", "workers", "wait", "keys"]), texts), max_size=2
).map(tuple)
endpoints = st.builds(
    Endpoint,
    st.sampled_from(["PostgreSQL", "S3", "Kafka"]),
    st.sampled_from(["database", "storage", "topic"]),
    st.sampled_from(["read", "write"]),
    texts,
    st.sampled_from(["", "append", "upsert"]),
    st.sampled_from([(), ("id",), ("id", "day")]),
)
policies = st.builds(
    Policy,
    retries=st.sampled_from(["", "3", "{n}"]),
    attempts=st.sampled_from(["", "5"]),
    backoff=st.sampled_from(["", "exponential x2"]),
    wait=st.sampled_from(["", "1s"]),
    on=st.lists(st.sampled_from(CAUGHT), max_size=2, unique=True).map(tuple),
)
roles = st.sampled_from(["extract", "transform", "load", "validate", "notify", "error", "other"])


def _raised(names: tuple[str, ...]) -> SearchStrategy[Exit]:
    return st.builds(Exit, st.just("raise"), st.just(names[0]), st.just(names), places)


exits = st.one_of(
    st.builds(Exit, st.sampled_from(["return", "break", "continue"]), place=places),
    st.builds(Exit, st.just("return"), st.sampled_from(["status: ok", "x"]), place=places),
    st.builds(Exit, st.just("raise"), place=places),
    st.sampled_from(EXCEPTIONS).flatmap(_raised),
)
notes = st.builds(Note, texts, places)


@cache
@st.composite
def blocks(draw: Any, depth: int = DEPTH) -> Block:
    """A block of some pieces, with up to so many others inside each other."""
    found = [draw(pieces(depth)) for _ in range(draw(st.integers(0, 4)))]
    if draw(st.integers(0, 3)) == 0:
        found.insert(draw(st.integers(0, len(found))), draw(exits))
    return tuple(found)


@cache
@st.composite
def steps(draw: Any, depth: int = DEPTH) -> Step:
    """A step of any kind."""
    return Step(
        draw(st.integers(0, 99)),
        draw(verbs),
        draw(roles),
        draw(st.sampled_from(["", "Loader", "Store"])),
        draw(st.sampled_from(["", "etl.py"])),
        draw(st.booleans()),
        draw(facts),
        tuple(draw(st.lists(endpoints, max_size=2))),
        draw(blocks(depth - 1)) if depth else (),
        draw(st.booleans()),
        draw(st.one_of(st.none(), st.none(), policies)),
        (),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(places),
    )


@cache
def pieces(depth: int = DEPTH) -> SearchStrategy[Piece]:
    """Any piece, with up to so many others inside each other."""
    return st.one_of(steps(depth), steps(0), notes, *(_nested(depth - 1) if depth else ()))


@cache
def _nested(depth: int) -> list[SearchStrategy[Any]]:
    inside = blocks(depth)
    handlers = st.builds(
        Handler,
        st.lists(st.sampled_from(CAUGHT), max_size=2, unique=True).map(tuple),
        inside,
        places,
    )
    answers = st.sampled_from([("Yes",), ("Yes", "No"), ("csv", "json"), ("csv", "_"), ("No",)])
    return [
        st.builds(Branch, texts, answers.flatmap(lambda labels: _arms(labels, depth)), places),
        st.builds(
            Loop,
            st.sampled_from(["for", "async for", "while", "comprehension"]),
            texts,
            inside,
            inside,
            places,
        ),
        st.builds(Try, inside, st.lists(handlers, max_size=3).map(tuple), inside, inside, places),
        st.builds(Retry, policies, inside, places),
        st.builds(
            Parallel,
            st.sampled_from(["gather", "Pool", ""]),
            st.lists(inside, max_size=3).map(tuple),
            st.booleans(),
            facts,
            places,
        ),
        st.builds(Region, st.sampled_from(["transaction", "lock", ""]), inside, places),
    ]


@cache
def _arms(labels: tuple[str, ...], depth: int) -> SearchStrategy[tuple[Arm, ...]]:
    return st.tuples(*(st.builds(Arm, st.just(label), blocks(depth)) for label in labels))


flows = st.builds(
    Flow,
    st.sampled_from(["main", "Daily.run"]),
    st.just("etl.py"),
    blocks(),
    st.sampled_from(["", "Daily"]),
    st.sampled_from([(), (("schedule", "0 2 * * *"),)]),
    places,
)


@st.composite
def surroundings(draw: Any, inside: Block, depth: int = DEPTH) -> Block:
    """A block that holds `inside` somewhere, where it is reached as it would be by itself."""
    block = inside
    for _ in range(draw(st.integers(0, depth))):
        block = draw(_around(block))
        before = draw(st.one_of(st.just(()), st.builds(lambda name: (Step(0, name),), verbs)))
        block = (*before, *block, *draw(blocks(1)))
    return block


def _around(block: Block) -> SearchStrategy[Block]:
    """Put a block into one piece."""
    step, other = Step(0, "beside"), blocks(1)
    handled = Handler(("ValueError",), block)
    made: list[SearchStrategy[Any]] = [
        st.builds(lambda no: Branch("empty", (Arm("Yes", block), Arm("No", no))), other),
        st.builds(lambda orelse: Loop("for", "tables", block, orelse), other),
        st.builds(lambda h: Try(block, (Handler(("OSError",), h),), (), ()), other),
        st.just(Try((step,), (handled,))),
        st.just(Try((step,), (), (), block)),
        st.just(Region("transaction", block)),
        st.just(Retry(Policy("3"), (step, Step(0, "second"), *block))),
        st.just(Parallel("gather", (block, (step,)))),
        st.just(Step(0, "outer", inner=block, expand=True)),
    ]
    return st.one_of(made).map(lambda piece: (piece,))
