"""For every rule that sequences know the smallest change that trips it and nothing else.

A row is one of `drift_cases`; `drift_sequence_graphs.sequence` says how a sequence is written.
"""

from __future__ import annotations

from textwrap import indent


def seq(*lines: str) -> str:
    """Write a sequence of these lines (each may be several)."""
    return "\n".join(("sequence", *lines))


def frame(head: str, *lines: str) -> str:
    """Write a frame, or a section of it, around lines."""
    return "\n".join((head, *(indent(line, "  ") for line in lines)))


EXTRACT, LOAD = "Daily -> Extractor: extract()", "Daily -> Loader: load()"
READ, WRITE = "Daily -> S3: read sales", "Daily -> Snowflake: write sales"
RETRY = "loop retry up to 3 times, backoff exponential x2, wait 1s, on TimeoutError"
TRY = frame("critical try", LOAD)
REST = "Daily -> Slack: post()"

CALLS = (
    ("message-removed", seq(EXTRACT, "Daily -> Extractor: close()"), seq(EXTRACT), "close()", ""),
    ("message-added", seq(EXTRACT), seq(EXTRACT, "Daily -> Extractor: close()"), "", "close()"),
    (
        "message-changed",
        seq("Daily -> Loader: load(unique: id)"),
        seq("Daily -> Loader: load(unique: day)"),
        "says: load(unique: id)",
        "says: load(unique: day)",
    ),
    (
        "message-moved",
        seq(EXTRACT, "Daily -> Extractor: close()", LOAD),
        seq(EXTRACT, LOAD, "Daily -> Extractor: close()"),
        "place: after extract()",
        "place: after load()",
    ),
    (
        "message-moved",
        seq(frame("loop for each x", EXTRACT, LOAD)),
        seq(frame("loop for each x", EXTRACT), LOAD),
        "place: in for each x, after extract()",
        "place: after extract()",
    ),
    (
        "write-mode-changed",
        seq("Daily -> Loader: load(mode: upsert, keys: id, day)"),
        seq("Daily -> Loader: load(mode: append, keys: id, day)"),
        "mode: upsert",
        "mode: append",
    ),
    (
        "keys-changed",
        seq("Daily -> Snowflake: write sales (mode: upsert, keys: id, day)"),
        seq("Daily -> Snowflake: write sales (mode: upsert, keys: id)"),
        "keys: id, day",
        "keys: id",
    ),
    ("source-changed", seq(READ), seq("Daily -> S3: read all"), None, None),
    ("target-changed", seq(WRITE), seq("Daily -> Snowflake: write all"), None, None),
    (
        "quality-check-removed",
        seq(LOAD, "Daily -> Loader: validate()"),
        seq(LOAD),
        "validate()",
        "",
    ),
    (
        "quality-check-added",
        seq(LOAD),
        seq(LOAD, "Daily -> Daily: check_rows()"),
        "",
        "check_rows()",
    ),
    (
        "quality-check-added",
        seq(LOAD),
        seq("Daily -> Daily: check_rows()", frame("break bad", "Daily: raise Bad"), LOAD),
        "",
        "check_rows()",
    ),
    (
        "quality-check-changed",
        seq("Daily -> Daily: check_rows()", frame("break few", "Daily: raise Bad"), LOAD),
        seq("Daily -> Daily: check_ids()", frame("break none", "Daily: raise Bad"), LOAD),
        "says: check_rows()",
        "says: check_ids()",
    ),
    ("alert-removed", seq(REST, "Daily -> Slack: send #a"), seq(REST), "send #a", ""),
    ("alert-removed", seq(LOAD, "Daily -> Daily: notify()"), seq(LOAD), "notify()", ""),
    (
        "dead-letter-removed",
        seq("Daily -> Kafka: read a", "Daily -> Kafka: dead letter to b"),
        seq("Daily -> Kafka: read a"),
        "dead letter to b",
        "",
    ),
    (
        "result-changed",
        seq(EXTRACT, "Extractor --> Daily: rows"),
        seq(EXTRACT),
        "rows of extract()",
        "",
    ),
    (
        "result-changed",
        seq(EXTRACT, "Extractor --> Daily: rows"),
        seq(EXTRACT, "Extractor --> Daily: count"),
        "says: rows",
        "says: count",
    ),
)

PARTICIPANTS = (
    (
        "participant-removed",
        seq("who Loader", "who Extractor", EXTRACT),
        seq("who Extractor", EXTRACT),
        "component",
        "",
    ),
    (
        "participant-added",
        seq("who Extractor", EXTRACT),
        seq("who Loader", "who Extractor", EXTRACT),
        "",
        "component",
    ),
    (
        "participant-removed",
        seq(EXTRACT, LOAD, "Loader -> S3: write a", "Daily -> S3: read b"),
        seq(EXTRACT, "Daily -> S3: read b"),
        "component, asked for load()",
        "",
    ),
    ("participant-added", seq(EXTRACT), seq(EXTRACT, LOAD), "", "component, asked for load()"),
    (
        "component-unresolved",
        seq("who Loader", LOAD, "Loader -> S3: write a", "Loader -> Slack: send #a"),
        seq("who Loader [unknown]", "Daily -> Loader: load(arguments: a)"),
        "role: component",
        "role: unknown",
    ),
    (
        "component-changed",
        seq(EXTRACT, LOAD, "Loader -> S3: write sales", "Loader --> Daily: n"),
        seq(EXTRACT, "Daily -> Fast: load()", "Fast -> S3: write sales", "Fast --> Daily: n"),
        "participant: Loader",
        "participant: Fast",
    ),
    (
        "component-renamed",
        seq(EXTRACT, LOAD, "Daily: raise X"),
        seq("Sales -> Extractor: extract()", "Sales -> Loader: load()", "Sales: raise X"),
        "participant: Daily",
        "participant: Sales",
    ),
    (
        "target-changed",
        seq("Daily -> S3: write a", "Daily -> S3: write b"),
        seq("Daily -> Snowflake: write a", "Daily -> Snowflake: write b"),
        "participant: S3",
        "participant: Snowflake",
    ),
    (
        "source-changed",
        seq("Daily -> S3: read a"),
        seq("Daily -> Kafka: read a"),
        "participant: S3",
        "participant: Kafka",
    ),
    ("role-changed", seq("who Loader", LOAD), seq("who Loader [validate]", LOAD), None, None),
    (
        "trigger-changed",
        seq("who schedule [start]: schedule: @daily", "schedule -> Daily: run()"),
        seq("who schedule [start]: schedule: @hourly", "schedule -> Daily: run()"),
        "schedule: @daily",
        "schedule: @hourly",
    ),
    ("trigger-changed", seq("schedule -> Daily: run()", LOAD), seq(LOAD), "start", ""),
)

EXITS = (
    (
        "raise-removed",
        seq(frame("break bad", LOAD, "Daily: raise Bad")),
        seq(frame("break bad", LOAD)),
        "raise Bad if bad",
        "",
    ),
    ("raise-removed", seq(frame("break bad", "Daily: raise Bad"), LOAD), seq(LOAD), None, None),
    (
        "raise-removed",
        seq(TRY, frame("or except A", "Daily -> Loader: undo()", "Daily: raise again")),
        seq(TRY, frame("or except A", "Daily -> Loader: undo()")),
        "raise again in except A",
        "",
    ),
    ("raise-added", seq(LOAD), seq(frame("break bad", "Daily: raise Bad"), LOAD), None, None),
    (
        "raise-changed",
        seq(frame("break bad", "Daily: raise Bad")),
        seq(frame("break bad", "Daily: raise Worse")),
        "says: raise Bad",
        "says: raise Worse",
    ),
    (
        "exception-swallowed",
        seq(TRY, frame("or except A", "Daily: raise B")),
        seq(TRY, frame("or except A", "Daily: exception swallowed")),
        "says: raise B",
        "says: exception swallowed",
    ),
    (
        "exception-surfaced",
        seq(TRY, frame("or except A", "Daily: exception swallowed")),
        seq(TRY, frame("or except A", "Daily: raise again")),
        None,
        None,
    ),
    (
        "early-return-added",
        seq(LOAD),
        seq(frame("break empty", "Daily: return status: none"), LOAD),
        "",
        "return status: none if empty",
    ),
    ("early-return-removed", seq(frame("break x", "Daily: return"), LOAD), seq(LOAD), None, None),
    (
        "outcome-changed",
        seq(LOAD, "Daily: return status: success"),
        seq(LOAD, "Daily: return status: done"),
        None,
        None,
    ),
    ("guard-removed", seq(LOAD, "Daily: finally", EXTRACT), seq(LOAD, EXTRACT), "finally", ""),
    (
        "loop-changed",
        seq(frame("loop for each x", frame("break last", "Daily: break"), LOAD)),
        seq(frame("loop for each x", LOAD)),
        "break if last",
        "",
    ),
)

FRAMES = (
    ("retries-removed", seq(frame(RETRY, LOAD)), seq(LOAD), "retries: 3", ""),
    ("retries-increased", seq(LOAD), seq(frame(RETRY, LOAD)), "", "retries: 3"),
    (
        "retries-reduced",
        seq(frame(RETRY, LOAD)),
        seq(frame(RETRY.replace("3 times", "1 time"), LOAD)),
        "retries: 3",
        "retries: 1",
    ),
    (
        "retries-reduced",
        seq(frame("loop retry for ever", LOAD)),
        seq(frame("loop retry up to 3 attempts in all", LOAD)),
        "retries: unlimited",
        "retries: 2",
    ),
    (
        "backoff-changed",
        seq(frame(RETRY, LOAD)),
        seq(frame(RETRY.replace("exponential x2", "fixed"), LOAD)),
        "backoff: exponential x2",
        "backoff: fixed",
    ),
    (
        "retry-delay-changed",
        seq(frame(RETRY, LOAD)),
        seq(frame(RETRY.replace("1s", "5s"), LOAD)),
        "wait: 1s",
        "wait: 5s",
    ),
    (
        "retried-errors-changed",
        seq(frame(RETRY, LOAD)),
        seq(frame(RETRY.replace("TimeoutError", "OSError"), LOAD)),
        "on: TimeoutError",
        "on: OSError",
    ),
    ("branch-added", seq(LOAD), seq(frame("opt full", LOAD)), "", "full"),
    ("branch-removed", seq(frame("opt full", LOAD)), seq(LOAD), "full", ""),
    ("branch-changed", seq(frame("opt a", LOAD)), seq(frame("opt b", LOAD)), "says: a", "says: b"),
    (
        "message-added",
        seq(frame("opt a", LOAD)),
        seq(frame("alt a", LOAD), frame("or otherwise", LOAD)),
        None,
        None,
    ),
    (
        "message-added",
        seq(frame("opt not a", LOAD)),
        seq(frame("alt a", "Daily -> Loader: stage()"), frame("or otherwise", LOAD)),
        "",
        "stage()",
    ),
    ("loop-added", seq(LOAD), seq(frame("loop for each x", LOAD)), "", "for each x"),
    ("loop-removed", seq(frame("loop for each x", LOAD)), seq(LOAD), "for each x", ""),
    (
        "loop-changed",
        seq(frame("loop for each x", LOAD)),
        seq(frame("loop while x", LOAD)),
        None,
        None,
    ),
    (
        "parallel-removed",
        seq(frame("par gather: load", LOAD), frame("or extract", EXTRACT)),
        seq(LOAD, EXTRACT),
        "gather: load",
        "",
    ),
    ("parallel-added", seq(LOAD), seq(frame("par Pool: many at once", LOAD)), None, None),
    (
        "parallel-changed",
        seq(frame("par Pool: many at once", LOAD)),
        seq(frame("par joblib: many at once", LOAD)),
        None,
        None,
    ),
    (
        "workers-changed",
        seq(frame("par Pool: many at once (workers: 4)", LOAD)),
        seq(frame("par Pool: many at once (workers: 8)", LOAD)),
        "workers: 4",
        "workers: 8",
    ),
    (
        "handler-removed",
        seq(TRY, frame("or except A", "Daily: raise B"), frame("or except C", "Daily: raise D")),
        seq(TRY, frame("or except A", "Daily: raise B")),
        "except C",
        "",
    ),
    ("handler-removed", seq(TRY, frame("or except A", "Daily: raise B")), seq(LOAD), None, None),
    ("handler-added", seq(LOAD), seq(TRY, frame("or except A", "Daily: raise B")), None, None),
    (
        "handler-changed",
        seq(TRY, frame("or except A", "Daily: raise B")),
        seq(TRY, frame("or except A, C", "Daily: raise B")),
        "says: except A",
        "says: except A, C",
    ),
    ("guard-added", seq(LOAD), seq(frame("critical transaction", LOAD)), "", "transaction"),
    ("guard-removed", seq(frame("critical transaction", LOAD)), seq(LOAD), "transaction", ""),
    (
        "guard-changed",
        seq(frame("critical transaction", LOAD)),
        seq(frame("critical lock", LOAD)),
        None,
        None,
    ),
    (
        "transaction-removed",
        seq(frame("critical transaction", WRITE, "Daily -> Snowflake: write runs")),
        seq(WRITE, "Daily -> Snowflake: write runs"),
        "transaction",
        "",
    ),
    (
        "exception-swallowed",
        seq(TRY, frame("or except A", "Daily: exception swallowed")),
        seq(TRY, frame("or except A, C", "Daily: exception swallowed")),
        "says: except A",
        "says: except A, C",
    ),
    (
        "parallel-added",
        seq(frame("loop for each x", LOAD)),
        seq(frame("par Pool: many at once", LOAD)),
        None,
        None,
    ),
    (
        "parallel-removed",
        seq(frame("par Pool: many at once", LOAD)),
        seq(frame("loop for each x", LOAD)),
        None,
        None,
    ),
    ("layout-only", seq(frame("opt a", LOAD)), seq(frame("alt a", LOAD)), None, None),
)

SEQUENCES = (*CALLS, *PARTICIPANTS, *EXITS, *FRAMES)
