"""Rules about when a pipeline runs, and how much of it at once."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

SCHEDULE = (
    Rule(
        "schedule-removed",
        "breaking",
        "the pipeline no longer runs by itself",
        "Without a schedule it runs only when somebody or something starts it (Airflow 2 without "
        "a word on it: daily); its data gets old and nothing fails.",
    ),
    Rule(
        "catchup-changed",
        "breaking",
        "missed runs are treated in another way",
        "Switched off, intervals missed during a pause or an outage are never loaded; switched "
        "on, Airflow may start every interval since the start date at once.",
    ),
    Rule(
        "schedule-changed",
        "warning",
        "the pipeline runs at other times",
        "Data comes at another time and each run covers another interval; sensors of other "
        "pipelines that expect the old logical date wait in vain.",
    ),
    Rule(
        "schedule-added",
        "warning",
        "the pipeline now runs by itself",
        "It starts without anybody asking; with catchup on, for every interval since its start "
        "date.",
    ),
    Rule(
        "start-date-changed",
        "warning",
        "the first interval changed",
        "An earlier date with catchup on runs old intervals again, a later one leaves them out; "
        "for schedules given as an interval it shifts every run.",
    ),
    Rule(
        "end-date-changed",
        "warning",
        "the last interval changed",
        "After its end date a pipeline or stage is no longer run, without a failure.",
    ),
    Rule(
        "depends-on-past-changed",
        "warning",
        "the tie to the previous run changed",
        "With it one failed run stops all later ones; without it a run may build on a previous "
        "one that failed.",
    ),
    Rule(
        "concurrency-changed",
        "warning",
        "another number may run at once",
        "More at once can overload a source or let runs overwrite each other, fewer makes a "
        "backlog last longer.",
    ),
    Rule(
        "pool-changed",
        "warning",
        "a stage takes its slots elsewhere",
        "Pools protect what is scarce (a database, an interface): outside its pool a stage is no "
        "longer held back, in another it may wait.",
    ),
)
