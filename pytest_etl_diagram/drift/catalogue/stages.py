"""Rules about stages and the groups they stand in."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

STAGES = (
    Rule(
        "stage-removed",
        "breaking",
        "a stage is gone",
        "What it did no longer happens: everything downstream runs without it, and the run "
        "counts as a success all the same.",
    ),
    Rule(
        "quality-check-removed",
        "breaking",
        "a quality check is gone",
        "Nothing looks at the data at this point any more: bad rows pass on downstream, and "
        "whoever reads them is the first to notice.",
    ),
    Rule(
        "stage-renamed",
        "warning",
        "a stage has another name",
        "Orchestrators take it for a new one: its history, its XComs and what was cleared stay "
        "with the old name, and sensors or dashboards that name it wait in vain.",
    ),
    Rule(
        "operator-changed",
        "warning",
        "a stage runs on another operator",
        "The same name now does its work in another way, with other connections, permissions and "
        "failure modes; only its author knows whether the result is the same.",
    ),
    Rule(
        "callable-changed",
        "warning",
        "a stage calls another function",
        "The stage kept its name, but other code runs under it; everything downstream gets what "
        "the new function makes.",
    ),
    Rule(
        "mapped-changed",
        "warning",
        "a stage is repeated in another way",
        "How many copies of the stage run, and over what, is different; downstream stages get "
        "another number of results.",
    ),
    Rule(
        "setup-teardown-changed",
        "warning",
        "a stage's setup or teardown mark changed",
        "Teardowns run even after failures and don't fail the run; without the mark resources "
        "may be left behind, with it a failure may no longer show.",
    ),
    Rule(
        "stage-added",
        "info",
        "a new stage",
        "The stages after it wait for it, and its failure stops them.",
    ),
    Rule(
        "stage-moved",
        "info",
        "a stage stands in another group",
        "Groups order the drawing; what runs, and when, follows from the dependencies.",
    ),
    Rule(
        "role-changed",
        "info",
        "something is taken for another kind",
        "Kind and colour are worked out from its name and from what it runs; check that the new "
        "kind is what it does.",
    ),
    Rule(
        "group-removed",
        "info",
        "a group is gone",
        "Its stages have lost their common box and their prefix; clearing or collapsing them "
        "together no longer works.",
    ),
    Rule(
        "group-changed",
        "info",
        "a group has another name or place",
        "In Airflow a group's id is the prefix of its tasks' ids, so their history may start anew.",
    ),
    Rule(
        "group-added",
        "info",
        "a new group",
        "Stages are boxed together; order follows from the dependencies and not from the box.",
    ),
)
