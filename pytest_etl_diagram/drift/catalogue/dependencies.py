"""Rules about what waits for what."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

DEPENDENCIES = (
    Rule(
        "dependency-removed",
        "breaking",
        "a stage no longer waits for another",
        "The two may now run at once or the wrong way round: the second can read what the first "
        "hasn't written, and no error says so.",
    ),
    Rule(
        "dependency-reversed",
        "breaking",
        "two stages changed their order",
        "What ran second now runs first and works on data that isn't there yet, or on that of "
        "the last run.",
    ),
    Rule(
        "external-changed",
        "breaking",
        "the tie to another pipeline changed",
        "The pipeline waits for or starts something else than before: it may run before its data "
        "is there, or another pipeline may no longer be started.",
    ),
    Rule(
        "outlets-changed",
        "breaking",
        "a stage no longer announces a data asset",
        "Pipelines scheduled on that asset are no longer started by this stage, and nothing "
        "fails: they just don't run.",
    ),
    Rule(
        "asset-trigger-changed",
        "breaking",
        "other data assets start the pipeline",
        "The pipeline starts upon other updates than before: a run may come too early, too often "
        "or not at all.",
    ),
    Rule(
        "dependency-conditional",
        "warning",
        "a dependency holds only sometimes",
        "It is now made under a condition that the code alone doesn't decide; where the "
        "condition fails, the two stages run unordered.",
    ),
    Rule(
        "dependency-indirect",
        "warning",
        "a stage waits for another only by way of others",
        "Their order still holds. But a trigger rule looks at direct upstream stages only, so a "
        "failure or a skip of the first may be treated in another way.",
    ),
    Rule(
        "dependency-kind-changed",
        "warning",
        "a dependency is of another kind",
        "Starting a stage and being waited for are different things; check which one is meant.",
    ),
    Rule(
        "dependency-unconditional",
        "info",
        "a dependency now always holds",
        "The second stage waits for the first in every configuration.",
    ),
    Rule(
        "outlets-added",
        "info",
        "a stage announces one more data asset",
        "Pipelines scheduled on that asset are started by this stage from now on.",
    ),
    Rule(
        "dependency-added",
        "info",
        "a stage waits for one more",
        "The second stage starts later and no longer runs when the first fails, unless its "
        "trigger rule says otherwise.",
    ),
    Rule(
        "dependency-label-changed",
        "info",
        "a dependency has another label",
        "Labels are words for the reader; check that they still tell the branches apart.",
    ),
)
