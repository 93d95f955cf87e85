"""Rules for every fact without a rule of its own, and for the drawing itself."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

ANYTHING = (
    Rule(
        "fact-became-dynamic",
        "warning",
        "a value is no longer known from the code",
        "It comes from outside now (a variable, the environment, a file): it can change without "
        "a review, and may differ between deployments.",
    ),
    Rule(
        "fact-changed",
        "warning",
        "a setting changed",
        "The pipeline is set up differently; check that this is meant, here and for what runs "
        "after it.",
    ),
    Rule(
        "fact-removed",
        "warning",
        "a setting is gone",
        "The default takes its place; check that the pipeline can live with it.",
    ),
    Rule(
        "configuration-removed",
        "warning",
        "a setting is gone from the configuration",
        "A default takes its place, or nothing does; check that all that relied on it can do "
        "without.",
    ),
    Rule(
        "kind-changed",
        "warning",
        "a drawing of another kind",
        "The committed drawing shows something else than the current one; their difference says "
        "little.",
    ),
    Rule(
        "title-changed",
        "warning",
        "the pipeline has another name",
        "Orchestrators take it for a new one: its history stays with the old name, and sensors "
        "and triggers that name the old one no longer find it.",
    ),
    Rule(
        "fact-added",
        "info",
        "a new setting",
        "What was left to the default is now spelled out; check that the value is what's wanted.",
    ),
    Rule(
        "configuration-added",
        "info",
        "a new setting in the configuration",
        "What was left to a default is now spelled out; check that the value is what's wanted.",
    ),
    Rule(
        "file-moved",
        "info",
        "the pipeline's file has another path",
        "What runs is the same; check what names the old path: imports, schedules, owners of code.",
    ),
    Rule(
        "fact-left-to-default",
        "info",
        "a setting is left to its default",
        "Its value was Airflow's default, so nothing changes unless that default does.",
    ),
    Rule(
        "tags-changed",
        "info",
        "other tags",
        "Tags find and filter pipelines; nothing runs differently.",
    ),
    Rule(
        "layout-only",
        "info",
        "drawn differently",
        "Only the drawing changed; what runs, and when, is the same.",
    ),
)
