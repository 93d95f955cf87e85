"""Rules about when a pipeline runs, and how much of it at once."""

from __future__ import annotations

from pytest_etl_diagram.drift.catalogue.row import Rule

SCHEDULE = (
    Rule(
        "schedule-removed",
        "breaking",
        "the pipeline no longer runs by itself",
        "It runs only when somebody or something starts it, or a single time (`@once`; Airflow 2 "
        "without a word on it: daily); its data gets old and nothing fails.",
    ),
    Rule(
        "catchup-changed",
        "breaking",
        "missed runs are treated in another way",
        "Off, intervals missed in a pause or an outage are never loaded; on, all since the start "
        "date may start at once. Not set, it is on in Airflow 2 and off in Airflow 3.",
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
        "With catchup on, an earlier date runs old intervals again, a later one leaves them out. "
        "Another time zone shifts every run, and so does another date of an interval schedule.",
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
        "sensor-mode-changed",
        "warning",
        "a sensor waits in another way",
        "In mode poke it holds a worker slot for as long as it waits, and a few such sensors stop "
        "all other work; in mode reschedule the slot is free between two looks.",
    ),
    Rule(
        "concurrency-changed",
        "warning",
        "another number may run at once",
        "More at once can overload a source or let runs overwrite each other, fewer makes a "
        "backlog last longer.",
    ),
    Rule(
        "workers-changed",
        "warning",
        "another number of workers shares the work",
        "More workers take more memory and connections and may overload what they read and write; "
        "with fewer the work takes longer.",
    ),
    Rule(
        "max-active-changed",
        "warning",
        "another number of runs or tasks may be active",
        "Runs that were kept apart may now overlap and overwrite each other's data, or a backlog "
        "takes longer to work off.",
    ),
    Rule(
        "pool-changed",
        "warning",
        "a stage takes its slots elsewhere",
        "Pools protect what is scarce (a database, an interface): outside its pool a stage is no "
        "longer held back, in another it may wait.",
    ),
)
