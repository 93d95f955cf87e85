"""Rules about whole pipelines, and about the settings of those that a file of data describes."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

PIPELINES = (
    Rule(
        "pipeline-removed",
        "breaking",
        "a pipeline is gone",
        "What it wrote gets no new data, and what it started is no longer started; whoever reads "
        "on gets old data without an error.",
    ),
    Rule(
        "asset-no-longer-written",
        "breaking",
        "data that others read is no longer written",
        "Pipelines that read it go on with what was there last: their results get old, and no "
        "error says so.",
    ),
    Rule(
        "switched-off",
        "breaking",
        "something is switched off",
        "It is still there to be seen and no longer runs: its data gets old and nothing fails.",
    ),
    Rule(
        "quality-check-softened",
        "breaking",
        "a failed check no longer stops the run",
        "Bad rows are noted at best and passed on downstream all the same.",
    ),
    Rule(
        "error-handling-changed",
        "breaking",
        "errors are treated in another way",
        "Records that can't be processed may now be dropped or passed on where they stopped the "
        "run, or stop it where they were set aside.",
    ),
    Rule(
        "watermark-changed",
        "breaking",
        "new rows are told from old ones in another way",
        "Where an incremental run goes on is decided by another mark: rows may be left out for "
        "good, or loaded twice.",
    ),
    Rule(
        "consumer-group-changed",
        "breaking",
        "a stream is read under another group",
        "A new group has no offsets: it starts at the beginning or the end of its topics, so that "
        "records are read twice or never.",
    ),
    Rule(
        "pipeline-renamed",
        "warning",
        "a pipeline has another name",
        "History, alerts and whatever waits for it or starts it by its old name stay behind.",
    ),
    Rule(
        "transformation-changed",
        "warning",
        "a transformation does something else",
        "Other rows, columns or values go on to everything downstream, under the same name.",
    ),
    Rule(
        "columns-changed",
        "warning",
        "other columns, or of other types",
        "Readers of a column that is gone fail, and those of one of another type may compute "
        "something else.",
    ),
    Rule(
        "batch-size-changed",
        "warning",
        "work is done in other portions",
        "Larger portions need more memory and longer transactions, smaller ones more round trips; "
        "a failure takes another amount along.",
    ),
    Rule(
        "partitioning-changed",
        "warning",
        "data is laid out by other columns",
        "Readers that look for the old partitions find none or read everything, and a run that "
        "replaces its partition may replace another one.",
    ),
    Rule(
        "pipeline-added",
        "info",
        "a new pipeline",
        "There is one more to run, to watch and to own; its ties show what depends on it.",
    ),
    Rule(
        "external-added",
        "info",
        "a new tie to another pipeline",
        "One now waits for the other or is started by it: when the first is late or fails, so is "
        "the second.",
    ),
    Rule(
        "error-handling-stricter",
        "info",
        "errors stop the run sooner",
        "Records that can't be processed are passed over less or not at all: the run fails, and "
        "brings no data until it is seen to.",
    ),
    Rule(
        "switched-on",
        "info",
        "something is switched on",
        "It runs from now on; check what has piled up while it didn't.",
    ),
)
