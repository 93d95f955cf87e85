"""For every rule about activities the smallest change that trips it and nothing else.

A row is one of `drift_cases`.
"""

from __future__ import annotations

BEGIN = "kind activity\nrun [start]\nend [outcome]\nextract [extract]\nload [load]\n"


def flow(*lines: str) -> str:
    """Write an activity that has a start, an end, and a step `extract` and `load`."""
    return BEGIN + "\n".join(lines)


def straight(steps: str, *lines: str) -> str:
    """Write an activity that extracts, runs further steps and loads."""
    return flow(*lines, f"run -> extract -> {steps}load -> end")


def step(facts: str) -> str:
    """Write an activity that only loads, with facts."""
    return f"kind activity\nrun [start]\na [load]{': ' if facts else ''}{facts}\nrun -> a"


PLAIN = straight("")
EMPTY = ("empty? [decision]", "run -> extract -> empty?", "empty? -> load -> end | No")
CHECKED = flow(*EMPTY, "'raise Empty' [error]", "empty? --x 'raise Empty' | Yes")
EARLY = flow(*EMPTY, "return [outcome]", "empty? -> return | Yes")
BRANCHED = flow(
    "full? [decision]", "run -> extract -> full?", "full? -> load -> end | Yes", "full? -> end | No"
)
LOOP = ("rows [loop]", "run -> rows -> extract -> load", "load ---> rows", "rows -> end | done")
TRY = ("group guarded", "try [guard] {guarded}", "run -> extract -> try -> load -> end")
CAUGHT = (*TRY, "'except Error' [handler]", "try --x 'except Error' | Error")
FINALLY = (*TRY, "close", "load -> close -> end", "try --x close")
RAISED = flow(*CAUGHT, "'raise Error' [error]", "'except Error' --x 'raise Error'")
SWALLOWED = flow(*CAUGHT, "'except Error' -> end").replace(
    "[handler]", "[handler]: swallows: Error"
)
ONE_BY_ONE = flow("run -> extract -> load -> end")
AT_ONCE = flow(
    "gather [fork]",
    "join [fork]",
    "run -> gather -> extract -> join -> end",
    "gather -> load -> join",
)

NODES = (
    ("stage-added", PLAIN, straight("x -> ", "x"), "", "other between extract and load"),
    ("stage-removed", straight("x -> ", "x"), PLAIN, "other between extract and load", ""),
    ("quality-check-removed", straight("x -> ", "x [validate]"), PLAIN, None, None),
    ("alert-removed", straight("x -> ", "x [notify]"), PLAIN, None, None),
    ("dead-letter-removed", straight("x -> ", "x [error]"), PLAIN, None, None),
    ("dead-letter-added", PLAIN, straight("x -> ", "x [error]"), None, None),
    (
        "call-changed",
        straight("put_a -> ", "put_a: component: A"),
        straight("put_b -> ", "put_b: component: A"),
        "call: put_a",
        "call: put_b",
    ),
    (
        "dead-letter-changed",
        straight("put_a -> ", "put_a [error]: writes: Kafka: dlq"),
        straight("put_b -> ", "put_b [error]: writes: Kafka: dlq"),
        "call: put_a",
        "call: put_b",
    ),
    ("raise-removed", CHECKED, PLAIN, "error after empty? (Yes)", ""),
    ("raise-added", PLAIN, CHECKED, "", "error after empty? (Yes)"),
    (
        "raise-changed",
        CHECKED,
        CHECKED.replace("raise Empty", "raise NoRows"),
        "raise: raise Empty",
        "raise: raise NoRows",
    ),
    ("early-return-added", PLAIN, EARLY, "", "decision between extract and load, return"),
    ("early-return-removed", EARLY, PLAIN, "decision between extract and load, return", ""),
    ("branch-added", PLAIN, BRANCHED.replace("full? -> end", "full? -> load"), None, None),
    ("branch-removed", BRANCHED.replace("full? -> end", "full? -> load"), PLAIN, None, None),
    (
        "branch-changed",
        BRANCHED,
        BRANCHED.replace("full?", "complete?"),
        "decision: full?",
        "decision: complete?",
    ),
    ("loop-added", PLAIN, flow(*LOOP), "", "loop between the start and end, extract"),
    ("loop-removed", flow(*LOOP), PLAIN, "loop between the start and end, extract", ""),
    (
        "loop-changed",
        flow(*LOOP),
        flow(*LOOP).replace("rows", "batches"),
        "loop: rows",
        "loop: batches",
    ),
    (
        "outcome-changed",
        PLAIN,
        PLAIN.replace("end", "'return None'"),
        "outcome: end",
        "outcome: return None",
    ),
    ("parallel-removed", AT_ONCE, ONE_BY_ONE, None, None),
    ("parallel-added", ONE_BY_ONE, AT_ONCE, None, None),
    (
        "parallel-changed",
        AT_ONCE,
        AT_ONCE.replace("gather", "Pool"),
        "fork: gather",
        "fork: Pool",
    ),
    ("handler-removed", RAISED, PLAIN, "handler on its own, does raise Error", ""),
    ("handler-added", PLAIN, RAISED, "", "handler on its own, does raise Error"),
    (
        "handler-changed",
        RAISED,
        RAISED.replace("Error", "Exception"),
        "handler: except Error",
        "handler: except Exception",
    ),
    ("exception-swallowed", PLAIN, SWALLOWED, None, None),
    ("exception-swallowed", RAISED, SWALLOWED, "", "swallows: Error"),
    (
        "exception-swallowed",
        SWALLOWED,
        SWALLOWED.replace("Error", "Exception"),
        "handler: except Error",
        "handler: except Exception",
    ),
    (
        "handler-changed",
        SWALLOWED.replace("Error", "Exception"),
        SWALLOWED,
        "handler: except Exception",
        "handler: except Error",
    ),
    ("quality-check-added", PLAIN, straight("x -> ", "x [validate]"), None, None),
    ("alert-added", PLAIN, straight("x -> ", "x [notify]"), None, None),
    (
        "quality-check-changed",
        straight("check_a -> ", "check_a [validate]: component: A"),
        straight("check_b -> ", "check_b [validate]: component: A"),
        "call: check_a",
        "call: check_b",
    ),
    ("exception-surfaced", SWALLOWED, RAISED, "swallows: Error", ""),
    ("exception-surfaced", SWALLOWED, PLAIN, None, None),
    ("guard-removed", flow(*FINALLY), straight("", "close", "load -> close -> end"), None, None),
    ("guard-added", straight("", "close", "load -> close -> end"), flow(*FINALLY), None, None),
    ("layout-only", PLAIN, straight("done -> ", "done [note]"), None, None),
    ("heading-changed", PLAIN, f"title daily\n{PLAIN}", "title: sales", "title: daily"),
)
"""What came, went or has another name."""

EDGES = (
    (
        "flow-changed",
        straight("x -> y -> ", "x", "y"),
        straight("y -> x -> ", "x", "y"),
        None,
        None,
    ),
    (
        "branch-changed",
        BRANCHED,
        BRANCHED.replace("Yes", "yes"),
        "ways: Yes load",
        "ways: yes load",
    ),
    (
        "early-return-added",
        straight("full? -> ", "full? [decision]"),
        straight("full? -> ", "full? [decision]", "full? -> end | Yes"),
        "Yes: nothing",
        "Yes: end",
    ),
    (
        "raise-removed",
        flow(*EMPTY, "'raise E' [error]", "empty? --x 'raise E' | Yes", "load --x 'raise E'"),
        flow(*EMPTY, "'raise E' [error]", "empty? -> load | Yes", "load --x 'raise E'"),
        "Yes: raise E",
        "Yes: load",
    ),
    (
        "exception-path-changed",
        flow(*CAUGHT, "'except Late' [handler]", "'except Error' -> end", "'except Late' -> end"),
        flow(
            *CAUGHT,
            "'except Late' [handler]",
            "'except Error' -> end",
            "'except Late' -> end",
            "try --x 'except Late' | Late",
        ),
        "Late: nothing",
        "Late: except Late",
    ),
    (
        "loop-changed",
        flow(*LOOP, "empty? [decision]", "extract -> empty?", "empty? -> load | No"),
        flow(
            *LOOP,
            "empty? [decision]",
            "extract -> empty?",
            "empty? -> load | No",
            "empty? ---> rows | Yes",
        ),
        "Yes: nothing",
        "Yes: rows",
    ),
    (
        "guard-changed",
        flow(*CAUGHT, "'except Error' -> end").replace("load [load]", "load [load] {guarded}"),
        flow(*CAUGHT, "'except Error' -> end"),
        "inside: try",
        "inside: nothing",
    ),
    (
        "guard-removed",
        straight("", "group transaction").replace("load [load]", "load [load] {transaction}"),
        PLAIN,
        "guard: transaction",
        "",
    ),
    (
        "transaction-removed",
        straight("x -> ", "group transaction", "x [load] {transaction}").replace(
            "load [load]", "load [load] {transaction}"
        ),
        straight("x -> ", "x [load]"),
        "guard: transaction",
        "",
    ),
)
"""What runs after what, and inside of what."""

FACTS = (
    ("component-changed", "component: Loader", "component: BatchLoader"),
    ("component-unresolved", "component: Loader", "component: Loader (unresolved)"),
    ("component-changed", "component: Loader", "component: Other (unresolved)"),
    ("component-changed", "component: Loader (unresolved)", "component: Loader"),
    (
        "component-unresolved",
        "component: Loader; writes: S3: a; retries: 3; raises: LoadError",
        "component: Loader (unresolved); arguments: a",
    ),
    ("component-changed", "component: A; mode: upsert, append", "component: B; mode: upsert"),
    ("source-changed", "reads: S3: a", "reads: S3: b"),
    ("source-changed", "reads: S3: a; query: SELECT 1", "reads: S3: a; query: SELECT 2"),
    ("target-changed", "writes: S3: a", "writes: S3: b"),
    ("target-changed", "table: a", "table: b"),
    ("target-changed", "writes: S3: a; bucket: a", "writes: S3: b; bucket: b"),
    ("endpoint-added", "reads: S3: a", "reads: S3: a, S3: b"),
    ("endpoint-removed", "writes: S3: a, S3: b", "writes: S3: a"),
    ("write-mode-changed", "mode: upsert", "mode: append"),
    ("write-mode-changed", "mode: upsert", ""),
    ("keys-changed", "keys: id, date", "keys: id"),
    (
        "endpoint-removed",
        "writes: S3: a, S3: b; mode: append, upsert",
        "writes: S3: a; mode: append",
    ),
    ("workers-changed", "workers: 8", "workers: 4"),
    ("parallel-removed", "parallel: gather", ""),
    ("stage-removed", "transforms: concat, drop_duplicates", "transforms: concat"),
    ("call-changed", "transforms: merge", "transforms: concat"),
    ("fact-changed", "lazy: yes", ""),
    ("timeout-removed", "timeout: 30", ""),
    ("retries-removed", "retries: 3", ""),
    ("retries-removed", "retries: 3; backoff: fixed; wait: 2s; on: TimeoutError", ""),
    ("retries-removed", "attempts: 3", "attempts: 1"),
    ("retries-removed", "wait: 2s", ""),
    ("retries-reduced", "attempts: 3", "attempts: 2"),
    ("retries-reduced", "wait: 2s", "retries: 3; wait: 2s"),
    ("retries-reduced", "retries: 3, 5", "retries: 5"),
    ("retries-increased", "retries: 3", "attempts: 5"),
    ("retries-increased", "", "retries: 2; wait: 1s"),
    ("backoff-changed", "retries: 3; backoff: exponential x2", "retries: 3; backoff: fixed"),
    ("retry-delay-changed", "retries: 3; wait: 2s", "retries: 3; wait: 1s"),
    ("retried-errors-changed", "retries: 3; on: OSError", "retries: 3"),
    ("fact-became-dynamic", "retries: 3", "retries: {env:RETRIES}"),
    ("fact-became-dynamic", "table: sales", "table: {env:TABLE}"),
    ("layout-only", "retries: 3", "attempts: 4"),
    ("layout-only", "attempts: 1", ""),
    ("validation-removed", "validates: check_nulls, check_rows", "validates: check_rows"),
    ("quality-check-changed", "validates: check_nulls", "validates: check_rows"),
    ("quality-check-added", "", "validates: check_rows"),
    ("quality-check-removed", "checks: is_empty", ""),
    ("raise-removed", "checks: is_empty; raises: NoRows", ""),
    ("alert-removed", "alerts: page", ""),
    ("alert-changed", "alerts: page", "alerts: post"),
    ("alert-added", "alerts: page", "alerts: page, post"),
    ("dead-letter-removed", "dead_letter: Kafka: dlq", ""),
    ("dead-letter-changed", "dead_letter: Kafka: dlq", "dead_letter: Kafka: errors"),
    ("raise-removed", "raises: ValueError", ""),
    ("raise-changed", "raises: ValueError", "raises: KeyError"),
    ("raise-added", "", "raises: ValueError"),
    ("exception-swallowed", "", "swallows: any"),
    ("exception-surfaced", "swallows: any", ""),
    ("exception-swallowed", "raises: KeyError", "swallows: KeyError"),
    ("exception-surfaced", "swallows: KeyError", "raises: KeyError"),
    ("batch-size-changed", "batch_size: 500", "batch_size: 100"),
    ("consumer-group-changed", "group_id: orders", "group_id: orders-2"),
    ("partitioning-changed", "partition_by: day", "partition_by: month"),
    ("transformation-changed", "where: paid", ""),
    ("transformation-changed", "how: left", "how: inner"),
    ("dead-letter-removed", "dead_letter_topic: orders.dlq", ""),
    ("fact-changed", "threshold: 1", "threshold: 2"),
    ("fact-changed", "validates: a, b", "validates: b, a"),
)
"""(rule, facts of a step before, facts after)"""

STARTS = (
    ("trigger-changed", "", "schedule: @daily"),
    ("trigger-changed", "command: etl run", "command: etl load"),
)
"""(rule, what starts it before, after)"""


def started(facts: str) -> str:
    """Write an activity that something starts."""
    return PLAIN.replace("run [start]", f"run [start]: {facts}" if facts else "run [start]")


ACTIVITIES = (
    *NODES,
    *EDGES,
    *((rule, step(old), step(new), None, None) for rule, old, new in FACTS),
    *((rule, started(old), started(new), None, None) for rule, old, new in STARTS),
)
