"""Rules about the flow of control: decisions, loops, ends, order, what runs at once."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

FLOW = (
    Rule(
        "call-changed",
        "warning",
        "a step calls something else",
        "At the same place another function or method now does the work; what follows gets what "
        "that one makes.",
    ),
    Rule(
        "early-return-added",
        "warning",
        "the run may now end early",
        "In some cases what follows is now left out and the run ends as if all were done: check "
        "that no data is missed by it.",
    ),
    Rule(
        "early-return-removed",
        "warning",
        "the run no longer ends early",
        "Cases that used to end here now go through all that follows: check that it can take them "
        "(no rows, a day already loaded).",
    ),
    Rule(
        "branch-added",
        "warning",
        "a new decision",
        "What stands behind it now happens only in some cases; check that the others may do "
        "without it.",
    ),
    Rule(
        "branch-removed",
        "warning",
        "a decision is gone",
        "Cases that were told apart are now treated alike; check that the way that is left is "
        "right for all of them.",
    ),
    Rule(
        "branch-changed",
        "warning",
        "a decision decides otherwise",
        "Data that took one way may now take the other one, and no error says so.",
    ),
    Rule(
        "loop-added",
        "warning",
        "steps are now repeated",
        "They run several times or not at all: check that running them again gives the same, and "
        "that an empty round is fine.",
    ),
    Rule(
        "loop-removed",
        "warning",
        "steps are no longer repeated",
        "They now run once: what was done item by item happens to one of them, or to all at once.",
    ),
    Rule(
        "loop-changed",
        "warning",
        "steps are repeated in another way",
        "Over what, how long, or from where a loop goes on is different: items may be left out or "
        "done twice.",
    ),
    Rule(
        "outcome-changed",
        "warning",
        "the run ends in another way",
        "Whoever looks at its result (a caller, an exit code, a status) sees another one: a run "
        "that failed may now count as done, or the other way round.",
    ),
    Rule(
        "flow-changed",
        "warning",
        "steps run in another order",
        "What now runs first can't use what the other one made, checked or cleaned; check that "
        "nothing depended on the old order.",
    ),
    Rule(
        "parallel-removed",
        "warning",
        "steps no longer run at once",
        "They now run one after the other: the run takes longer, and the first that fails keeps "
        "the others from starting.",
    ),
    Rule(
        "parallel-added",
        "warning",
        "steps now run at once",
        "They may overwrite each other's work, strain the same source together, and one can fail "
        "while the others go on.",
    ),
    Rule(
        "parallel-changed",
        "warning",
        "steps run at once by other means",
        "Threads, processes and tasks of an event loop share memory, connections and errors in "
        "different ways; check that the steps can take it.",
    ),
    Rule(
        "trigger-changed",
        "warning",
        "something else starts the pipeline",
        "It may run at other times, with other arguments, or no longer at all; whatever called it "
        "the old way may find nothing.",
    ),
    Rule(
        "heading-changed",
        "info",
        "the drawing has another title",
        "A title names what is drawn; check that it still is the same.",
    ),
)
