"""Rules about what is read and written outside the program."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

ENDPOINTS = (
    Rule(
        "target-changed",
        "breaking",
        "data is written somewhere else",
        "Whoever reads the old place gets no new data, and no error says so; the new place gets "
        "data that nobody may expect there.",
    ),
    Rule(
        "write-mode-changed",
        "breaking",
        "data is written in another way",
        "Appending, replacing and merging differ in what a second run does: rows may now be "
        "doubled, or lost.",
    ),
    Rule(
        "materialization-changed",
        "breaking",
        "a model is kept in another way",
        "A view holds no data and is computed at each reading, a table is made anew by each run, "
        "an incremental one keeps its old rows: those may be lost, or no longer mended.",
    ),
    Rule(
        "keys-changed",
        "breaking",
        "rows are matched by other columns",
        "With fewer or other keys different rows count as the same one and replace each other; "
        "with more of them old rows stay beside the new ones.",
    ),
    Rule(
        "endpoint-removed",
        "breaking",
        "something outside is no longer read or written",
        "What was read is missing from the result, or what was written is no longer kept up to "
        "date, and no error says so.",
    ),
    Rule(
        "source-changed",
        "warning",
        "data is read from somewhere else",
        "Other tables, files or queries bring other rows, columns and delays; everything that "
        "follows works on them.",
    ),
    Rule(
        "endpoint-changed",
        "warning",
        "other things outside are read or written",
        "Some tables, topics or files are no longer reached and others are; whoever fills the one "
        "or counts on the other must know.",
    ),
    Rule(
        "endpoint-added",
        "info",
        "something outside is now read or written",
        "The pipeline needs access to it, and fails or waits when it is down.",
    ),
)
