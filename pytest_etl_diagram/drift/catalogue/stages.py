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
        "stage-emptied",
        "breaking",
        "a stage does nothing any more",
        "Its name and its place in the order are kept, but what it did no longer happens: "
        "everything downstream runs without it, and the run counts as a success all the same.",
    ),
    Rule(
        "stage-conditional",
        "warning",
        "a stage exists only sometimes",
        "It is now made under a condition that the code alone doesn't decide (the environment, a "
        "variable): where that fails, what it did doesn't happen, and nothing says so.",
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
        "Setups run again with what needs them, teardowns run even after failures and don't fail "
        "the run: without the mark resources may be left behind, with it a failure may not show.",
    ),
    Rule(
        "stage-unconditional",
        "info",
        "a stage now always exists",
        "It is made in every configuration; check that it can run in all of them.",
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
        "Its stages can no longer be cleared or collapsed together. In Airflow those that lose its "
        "prefix with it are taken for new ones: their history stays with the old ids.",
    ),
    Rule(
        "group-changed",
        "info",
        "a group has another name or place",
        "In Airflow a group's id is the prefix of its tasks' ids. Tasks with other ids are taken "
        "for new ones: their history and what was cleared stay with the old ids.",
    ),
    Rule(
        "group-added",
        "info",
        "a new group",
        "Stages are boxed together and run as before. In Airflow those whose ids get its prefix "
        "are taken for new ones: their history stays with the old ids.",
    ),
)
