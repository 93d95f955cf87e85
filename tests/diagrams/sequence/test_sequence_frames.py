"""Which turns of a flow are frames, of which kind, and what they say."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.flows.tree import (
    Arm,
    Branch,
    Exit,
    Handler,
    Loop,
    Parallel,
    Policy,
    Region,
    Retry,
    Try,
)
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

READ, WRITE, SILENT = read(), write(), library("merge", role="transform")
READS, WRITES = "Daily -> PostgreSQL: read sales", "Daily -> Snowflake: write sales"

BRANCHES = {
    "one arm is an option": ((when("full", (READ,)),), ["opt full", f"  {READS}"]),
    "only the other one is an option, too": (
        (when("full", (), (READ,)),),
        ["opt not full", f"  {READS}"],
    ),
    "two arms are alternatives": (
        (when("full", (READ,), (WRITE,)),),
        ["alt full", f"  {READS}", "or otherwise", f"  {WRITES}"],
    ),
    "a chain of questions is one frame": (
        (when("a", (READ,), (when("b", (WRITE,), (READ,)),)),),
        ["alt a", f"  {READS}", "or b", f"  {WRITES}", "or otherwise", f"  {READS}"],
    ),
    "a question after an arm with nothing to show stands alone": (
        (when("a", (SILENT,), (when("b", (WRITE,)),)),),
        ["opt not a", "  opt b", f"    {WRITES}"],
    ),
    "cases are called by what is asked": (
        (Branch("mode", (Arm("'full'", (READ,)), Arm("'delta'", (SILENT,)), Arm("_", (WRITE,)))),),
        ["alt mode: 'full'", f"  {READS}", "or mode: anything else", f"  {WRITES}"],
    ),
    "an arm that leaves breaks off": (
        (when("rows.empty", (returns("status: no_data"),)), WRITE),
        ["break rows.empty", "  Daily: return status: no_data", WRITES],
    ),
    "what it does before it leaves is in the frame": (
        (when("rows.empty", (WRITE, raises("ValueError"))),),
        ["break rows.empty", f"  {WRITES}", "  Daily: raise ValueError"],
    ),
    "an else after an arm that leaves is what comes next": (
        (when("bad", (raises("Bad"),), (WRITE,)), READ),
        ["break bad", "  Daily: raise Bad", WRITES, READS],
    ),
    "an else that leaves comes first": (
        (when("good", (WRITE,), (raises("Bad"),)), READ),
        ["break not good", "  Daily: raise Bad", WRITES, READS],
    ),
    "when both leave the second is the rest": (
        (when("good", (WRITE, returns("done")), (raises("Bad"),)),),
        ["break good", f"  {WRITES}", "  Daily: return done", "Daily: raise Bad"],
    ),
    "several guards and a rest": (
        (when("a", (raises("A"),), (when("b", (raises("B"),), (WRITE,)),)),),
        ["break a", "  Daily: raise A", "break b", "  Daily: raise B", WRITES],
    ),
    "nothing to show, no frame": ((when("full", (SILENT,), ()),), []),
    "a return where it ends anyway is no exit": (
        (when("full", (READ, returns())),),
        ["opt full", f"  {READS}"],
    ),
}

LOOPS = {
    "for": (
        (Loop("for", "{tables}", (READ,)),),
        ["loop for each {tables}", f"  {READS}"],
    ),
    "while": ((Loop("while", "pending", (READ,)),), ["loop while pending", f"  {READS}"]),
    "for ever": ((Loop("while", "", (READ,)),), ["loop for ever", f"  {READS}"]),
    "break and continue": (
        (
            Loop(
                "for",
                "x",
                (when("last", (Exit("break"),)), when("bad", (Exit("continue"),)), WRITE),
            ),
        ),
        [
            "loop for each x",
            "  break last",
            "    Daily: break",
            "  break bad",
            "    Daily: continue with the next one",
            f"  {WRITES}",
        ],
    ),
    "else": (
        (Loop("for", "x", (READ,), (WRITE,)),),
        ["loop for each x", f"  {READS}", "opt loop ended without break", f"  {WRITES}"],
    ),
    "nothing in it": ((Loop("for", "x", (SILENT,)),), []),
    "nothing in it but its own turns": (
        (Loop("for", "x", (when("a", (Exit("break"),)), when("b", (Exit("continue"),)))),),
        [],
    ),
    "going on where a round ends anyway is no exit": (
        (Loop("for", "x", (READ, when("b", (Exit("continue"),)))),),
        ["loop for each x", f"  {READS}"],
    ),
}

ANY_ERROR = Handler(("Exception",), (raises("LoadError"),))

TRIES = {
    "handlers are options of what they guard": (
        (Try((READ,), (Handler(("OSError", "KeyError"), (WRITE,)), ANY_ERROR)),),
        [
            "critical try",
            f"  {READS}",
            "or except OSError, KeyError",
            f"  {WRITES}",
            "or except Exception",
            "  Daily: raise LoadError",
        ],
    ),
    "a handler that does nothing swallows": (
        (Try((READ,), (Handler((), (SILENT,)),)),),
        ["critical try", f"  {READS}", "or except any exception", "  Daily: exception swallowed"],
    ),
    "a handler may raise again": (
        (Try((READ,), (Handler(("E",), (Exit("raise"),)),)),),
        ["critical try", f"  {READS}", "or except E", "  Daily: raise again"],
    ),
    "else goes on where all handlers leave": (
        (Try((READ,), (ANY_ERROR,), (WRITE,)),),
        ["critical try", f"  {READS}", "or except Exception", "  Daily: raise LoadError", WRITES],
    ),
    "else is an option where a handler goes on": (
        (Try((READ,), (Handler(("E",), (READ,)),), (WRITE,)),),
        [
            "critical try",
            f"  {READS}",
            "or except E",
            f"  {READS}",
            "opt no exception",
            f"  {WRITES}",
        ],
    ),
    "finally is said before what it does": (
        (Try((READ,), (), (), (WRITE,)),),
        [READS, "Daily: finally", WRITES],
    ),
    "a handler of something that isn't shown": (
        (Try((SILENT,), (Handler(("E",), (WRITE,)), Handler(("F",), (WRITE, raises("G"))))),),
        [
            "opt except E",
            f"  {WRITES}",
            "break except F",
            f"  {WRITES}",
            "  Daily: raise G",
        ],
    ),
    "nothing to show, no frame": ((Try((SILENT,), (Handler(("E",), ()),)),), []),
}

FULL = Policy("3", "", "exponential x2", "0.5s", ("ConnectionError", "E"))

RETRIES = {
    "a step with its policy": (
        (call("Api.fetch", policy=FULL),),
        [
            "loop retry up to 3 times, backoff exponential x2, wait 0.5s, on ConnectionError, E",
            "  Daily -> Api: fetch()",
        ],
    ),
    "a function of its own that would not be shown otherwise": (
        (own("fetch", policy=Policy(attempts="5")),),
        ["loop retry up to 5 attempts in all", "  Daily -> Daily: fetch()"],
    ),
    "a retry written by hand": (
        (Retry(Policy(wait="1s"), (READ,)),),
        ["loop retry for ever, wait 1s", f"  {READS}"],
    ),
    "one around steps that would not be shown otherwise": (
        (Retry(Policy("3"), (SILENT,)),),
        ["loop retry up to 3 times", "  Daily -> Daily: merge()"],
    ),
    "one around nothing": ((Retry(Policy("3"), ()),), []),
}

PARALLELS = {
    "several things at once": (
        (Parallel("gather", ((call("A.fetch"),), (call("B.load"),))),),
        [
            "par gather: fetch",
            "  Daily -> A: fetch()",
            "or load",
            "  Daily -> B: load()",
        ],
    ),
    "one thing many times, with its workers": (
        (Parallel("Pool", ((SILENT,),), repeated=True, facts=(("workers", "4"),)),),
        ["par Pool: many at once (workers: 4)", "  Daily -> Daily: merge()"],
    ),
    "nothing at once": ((Parallel("gather", ((), ())),), []),
}

REGIONS = {
    "a transaction": (
        (Region("transaction", (WRITE,)),),
        ["critical transaction", f"  {WRITES}"],
    ),
    "a connection is no turn of the flow": ((Region("connection", (WRITE,)),), [WRITES]),
    "nothing in it": ((Region("lock", (SILENT,)),), []),
}

INSIDE = {
    "a component's early return ends the component only": (
        (call("Loader.load", when("rows.empty", (returns("0"),)), WRITE),),
        [
            "Daily -> Loader: load()",
            "break rows.empty",
            "  Loader: load returns 0",
            "Loader -> Snowflake: write sales",
        ],
    ),
    "returns where a component ends anyway are no exits": (
        (
            call(
                "Loader.load",
                Try((WRITE, returns("x")), (Handler(("E",), (READ, returns("y"))),)),
            ),
        ),
        [
            "Daily -> Loader: load()",
            "critical try",
            "  Loader -> Snowflake: write sales",
            "or except E",
            "  Loader -> PostgreSQL: read sales",
        ],
    ),
    "an early return before nothing that is shown is no exit": (
        (call("Loader.load", WRITE, when("rows.empty", (returns("0"),)), SILENT),),
        ["Daily -> Loader: load()", "Loader -> Snowflake: write sales"],
    ),
    "an early return of the pipeline's own function ends that function only": (
        (own("save", when("done", (returns(),)), WRITE), READ),
        ["break done", "  Daily: save returns", WRITES, READS],
    ),
    "a validation that raises": (
        (own("validate", when("rows.empty", (raises("BadData"),)), role="validate"), WRITE),
        [
            "Daily -> Daily: validate()",
            "break rows.empty",
            "  Daily: raise BadData",
            WRITES,
        ],
    ),
}

CASES = {
    f"{theme}: {name}": case
    for theme, cases in (
        ("branch", BRANCHES),
        ("loop", LOOPS),
        ("try", TRIES),
        ("retry", RETRIES),
        ("parallel", PARALLELS),
        ("with", REGIONS),
        ("inside", INSIDE),
    )
    for name, case in cases.items()
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_frames(body, expected):
    assert drawn(flow(*body)) == expected


NEGATED = {
    "full": "not full",
    "not full": "full",
    "load(a, b).empty": "not load(a, b).empty",
    "a and b": "not (a and b)",
    "not a and b": "not (not a and b)",
    "rows[0] > 1": "not (rows[0] > 1)",
    "": "otherwise",
}


@pytest.mark.parametrize(("test", "opposite"), NEGATED.items())
def test_the_opposite_of_a_test(test, opposite):
    assert drawn(flow(when(test, (), (READ,)))) == [f"opt {opposite}", f"  {READS}"]
