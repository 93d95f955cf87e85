"""Pipelines in plain Python, and what reviewers want to read of a change in them.

`tests/diagrams/activity/notation.py` says how a flow is written. A row is (what was
done, text of the pipeline, its replacement, drifts as (rule, subject)).
"""

from __future__ import annotations

BATCH = """
class DataQualityError(Exception): pass

@retry(retries="3", backoff="exponential x2", wait="1s", on=("ConnectionError",))
def extract():
    read(role="extract", reads="PostgreSQL: orders", query="SELECT * FROM orders")

def validate():
    if missing_columns:
        raise DataQualityError

try:
    extract(role="extract", component="OrdersExtractor")
    if extract().empty:
        send_alert(role="notify")
        return {"status": "no_data"}
    DataValidator.check_schema(role="validate")
    validate(role="validate")
    with gather():
        Customers.fetch(role="extract", reads="S3: customers")
        Products.fetch(role="extract", reads="S3: products")
        Prices.fetch(role="extract", reads="S3: prices")
    with each.pool(workers="8"):
        Cleaner.clean(role="transform")
    for each in batches:
        try:
            Enricher.enrich(role="transform")
        except ValueError:
            send_to_dlq(role="error", writes="Kafka: orders.failed")
    if totals_differ:
        raise DataQualityError
    with transaction:
        SnowflakeLoader.load(
            role="load", writes="Snowflake: facts", mode="upsert", keys=("id", "day"))
        Audit.note_run(role="load", writes="Snowflake: runs")
    return {"status": "success"}
except DataQualityError:
    send_alert(role="notify")
    return {"status": "failed"}
except Exception:
    send_alert(role="notify")
    raise
finally:
    Connection.close()
"""

LOOP = """
    for each in batches:
        try:
            Enricher.enrich(role="transform")
        except ValueError:
            send_to_dlq(role="error", writes="Kafka: orders.failed")
"""[1:]

HANDLER = """
except DataQualityError:
    send_alert(role="notify")
    return {"status": "failed"}
"""[1:]

TRANSACTION = """
    with transaction:
        SnowflakeLoader.load(
            role="load", writes="Snowflake: facts", mode="upsert", keys=("id", "day"))
        Audit.note_run(role="load", writes="Snowflake: runs")
"""[1:]


def dedent(text: str, blanks: int) -> str:
    """Take blanks off the beginning of all lines."""
    return "".join(line[blanks:] for line in text.splitlines(keepends=True))


RETRY = '@retry(retries="3", backoff="exponential x2", wait="1s", on=("ConnectionError",))\n'

BATCH_CHANGES = (
    ("retry decorator removed", RETRY, "", [("retries-removed", "extract")]),
    ("three tries to one", 'retries="3"', 'retries="1"', [("retries-reduced", "extract")]),
    ("counted as attempts", 'retries="3"', 'attempts="1"', [("retries-removed", "extract")]),
    ("pause shortened", 'wait="1s"', 'wait="1ms"', [("retry-delay-changed", "extract")]),
    ("steady pauses", 'backoff="exponential x2", ', "", [("backoff-changed", "extract")]),
    (
        "tried again on everything",
        ', on=("ConnectionError",)',
        "",
        [("retried-errors-changed", "extract")],
    ),
    (
        "quality check removed",
        '    DataValidator.check_schema(role="validate")\n',
        "",
        [("quality-check-removed", "check_schema")],
    ),
    (
        "raise inside a check removed",
        "    if missing_columns:\n        raise DataQualityError",
        "    pass",
        [("raise-removed", "validate")],
    ),
    (
        "raise after a check removed",
        "    if totals_differ:\n        raise DataQualityError\n",
        "",
        [("raise-removed", "raise DataQualityError")],
    ),
    (
        "raise after a check only logged",
        "        raise DataQualityError\n    with",
        '        log("totals differ")\n    with',
        [("raise-removed", "raise DataQualityError")],
    ),
    (
        "alert removed from the last handler",
        '    send_alert(role="notify")\n    raise\n',
        "    raise\n",
        [("alert-removed", "send_alert")],
    ),
    (
        "alert removed from the first handler",
        '    send_alert(role="notify")\n    return {"status": "failed"}',
        '    return {"status": "failed"}',
        [("alert-removed", "send_alert")],
    ),
    (
        "exception swallowed",
        '    send_alert(role="notify")\n    raise\n',
        '    send_alert(role="notify")\n',
        [("exception-swallowed", "except Exception")],
    ),
    (
        "exception swallowed without a word",
        '    send_alert(role="notify")\n    raise\n',
        "    pass\n",
        [("exception-swallowed", "except Exception"), ("alert-removed", "send_alert")],
    ),
    (
        "failure returned instead of raised",
        "    raise\nfinally",
        '    return {"status": "failed"}\nfinally',
        [("raise-removed", "raise Exception")],
    ),
    (
        "handler narrowed",
        "except Exception:",
        "except OSError:",
        [("handler-changed", "except OSError")],
    ),
    (
        "handler removed",
        HANDLER,
        "",
        [("alert-removed", "send_alert"), ("handler-removed", "except DataQualityError")],
    ),
    (
        "dead-letter send removed",
        '            send_to_dlq(role="error", writes="Kafka: orders.failed")',
        "            pass",
        [("exception-swallowed", "except ValueError"), ("dead-letter-removed", "send_to_dlq")],
    ),
    (
        "dead letters go elsewhere",
        "orders.failed",
        "orders.dead",
        [("dead-letter-changed", "send_to_dlq")],
    ),
    ("loader swapped", "SnowflakeLoader", "BigQueryLoader", [("component-changed", "load")]),
    (
        "loader swapped for one that isn't found",
        'SnowflakeLoader.load(\n            role="load"',
        'SnowLoader.load(\n            role="load", resolved=False',
        [("component-changed", "load")],
    ),
    ("upsert to append", 'mode="upsert"', 'mode="append"', [("write-mode-changed", "load")]),
    ("keys changed", '("id", "day")', '("id",)', [("keys-changed", "load")]),
    (
        "another target",
        "Snowflake: facts",
        "Snowflake: facts_new",
        [("target-changed", "load")],
    ),
    (
        "another source",
        'orders", query="SELECT * FROM orders"',
        'orders_old", query="SELECT * FROM orders_old"',
        [("source-changed", "extract")],
    ),
    (
        "early return added",
        '    DataValidator.check_schema(role="validate")\n',
        '    DataValidator.check_schema(role="validate")\n    if is_holiday:\n        return\n',
        [("early-return-added", "is_holiday?")],
    ),
    (
        "early return with an outcome that there is",
        '    DataValidator.check_schema(role="validate")\n',
        (
            '    DataValidator.check_schema(role="validate")\n'
            '    if is_holiday:\n        return {"status": "no_data"}\n'
        ),
        [("early-return-added", "is_holiday?")],
    ),
    (
        "early return removed",
        '        return {"status": "no_data"}\n',
        "",
        [("early-return-removed", "extract().empty?")],
    ),
    (
        "raise added",
        '    DataValidator.check_schema(role="validate")\n',
        '    DataValidator.check_schema(role="validate")\n    if stale:\n        raise OSError\n',
        [("raise-added", "raise OSError")],
    ),
    (
        "another question",
        "if extract().empty",
        "if extract().rows < 10",
        [("branch-changed", "extract().rows < 10?")],
    ),
    ("workers changed", 'workers="8"', 'workers="2"', [("workers-changed", "pool")]),
    (
        "one after the other",
        (
            "    with gather():\n"
            '        Customers.fetch(role="extract", reads="S3: customers")\n'
            '        Products.fetch(role="extract", reads="S3: products")\n'
            '        Prices.fetch(role="extract", reads="S3: prices")\n'
        ),
        (
            '    Customers.fetch(role="extract", reads="S3: customers")\n'
            '    Products.fetch(role="extract", reads="S3: products")\n'
            '    Prices.fetch(role="extract", reads="S3: prices")\n'
        ),
        [("parallel-removed", "gather")],
    ),
    (
        "one of three no longer at once",
        '    with gather():\n        Customers.fetch(role="extract", reads="S3: customers")\n',
        '    Customers.fetch(role="extract", reads="S3: customers")\n    with gather():\n',
        [("parallel-removed", "fetch")],
    ),
    (
        "no more pool",
        '    with each.pool(workers="8"):\n        Cleaner',
        "    Cleaner",
        [("parallel-removed", "pool")],
    ),
    (
        "no more loop",
        LOOP,
        dedent(LOOP.partition("\n")[2], 4),
        [("loop-removed", "for each batches")],
    ),
    ("other items", "in batches", "in batches[:10]", [("loop-changed", "for each batches[:10]")]),
    (
        "step inserted",
        "    for each in",
        '    Deduper.dedupe(role="transform")\n    for each in',
        [("stage-added", "dedupe")],
    ),
    (
        "step inserted on an answer",
        '        return {"status": "no_data"}',
        '        mark_day()\n        return {"status": "no_data"}',
        [("stage-added", "mark_day")],
    ),
    (
        "step put behind a condition",
        '    DataValidator.check_schema(role="validate")\n',
        '    if strict:\n        DataValidator.check_schema(role="validate")\n',
        [("branch-added", "strict?")],
    ),
    (
        "conditional step removed",
        (
            "    if extract().empty:\n"
            '        send_alert(role="notify")\n        return {"status": "no_data"}\n'
        ),
        "",
        [("alert-removed", "send_alert"), ("early-return-removed", "extract().empty?")],
    ),
    (
        "check after the fact",
        '    DataValidator.check_schema(role="validate")\n    validate(role="validate")\n',
        '    validate(role="validate")\n    DataValidator.check_schema(role="validate")\n',
        [("flow-changed", "check_schema")],
    ),
    (
        "no transaction",
        TRANSACTION,
        dedent(TRANSACTION.partition("\n")[2], 4),
        [("transaction-removed", "transaction")],
    ),
    (
        "a lock instead",
        "with transaction",
        "with lock",
        [("guard-changed", "lock")],
    ),
    (
        "step out of the transaction",
        "        Audit",
        "    Audit",
        [("guard-changed", "note_run")],
    ),
    (
        "other method",
        "SnowflakeLoader.load(",
        "SnowflakeLoader.load_rows(",
        [("call-changed", "load_rows")],
    ),
    (
        "other outcome",
        '"status": "success"',
        '"status": "done"',
        [("outcome-changed", "return {'status': 'done'}")],
    ),
    (
        "clean-up where nothing reaches it",
        "finally:\n    Connection",
        "Connection",
        [("stage-removed", "close")],
    ),
    (
        "two changes",
        'mode="upsert", keys=("id", "day")',
        'mode="append"',
        [("write-mode-changed", "load"), ("keys-changed", "load")],
    ),
)

STREAM = """
Consumer.subscribe(topic="events")
while True:
    Consumer.poll(role="extract", reads="Kafka: events", batch_size="500")
    if poll().empty:
        continue
    try:
        with retry(attempts="5", wait="2s"):
            Parser.parse(role="transform")
            Producer.send(role="load", writes="Kafka: clean_events")
    except ParseError:
        Producer.send_failed(role="error", writes="Kafka: events.dlq")
    except KafkaError:
        page(role="notify")
        break
    Consumer.commit()
"""

RETRIED = """
        with retry(attempts="5", wait="2s"):
            Parser.parse(role="transform")
            Producer.send(role="load", writes="Kafka: clean_events")
"""[1:]

STREAM_CHANGES = (
    (
        "dead letters dropped",
        '        Producer.send_failed(role="error", writes="Kafka: events.dlq")',
        "        pass",
        [("exception-swallowed", "except ParseError"), ("dead-letter-removed", "send_failed")],
    ),
    (
        "no longer tried again",
        RETRIED,
        dedent(RETRIED.partition("\n")[2], 4),
        [("retries-removed", "parse")],
    ),
    ("fewer attempts", 'attempts="5"', 'attempts="2"', [("retries-reduced", "parse")]),
    ("no pause", ', wait="2s"', "", [("retry-delay-changed", "parse")]),
    ("smaller batches", 'batch_size="500"', 'batch_size="50"', [("batch-size-changed", "poll")]),
    ("another topic", '"Kafka: clean_events"', '"Kafka: events_2"', [("target-changed", "send")]),
    ("no commit", "    Consumer.commit()\n", "", [("stage-removed", "commit")]),
    (
        "commit first",
        "    if poll().empty:\n        continue\n",
        '    if poll().empty:\n        continue\n    Store.save(role="load")\n',
        [("stage-added", "save")],
    ),
    (
        "empty polls go on",
        "    if poll().empty:\n        continue\n",
        "",
        [("branch-removed", "poll().empty?")],
    ),
    ("goes on after an outage", "        break\n", "", [("outcome-changed", "end")]),
    (
        "stops the run instead of the loop",
        "        break\n",
        "        raise\n",
        [("exception-surfaced", "except KafkaError")],
    ),
    (
        "nobody paged",
        '        page(role="notify")\n        break\n',
        "        break\n",
        [("alert-removed", "page")],
    ),
    ("bounded", "while True", "while is_running()", [("loop-changed", "while is_running()")]),
)

CHANGES = (
    *((what, BATCH, *row) for what, *row in BATCH_CHANGES),
    *((what, STREAM, *row) for what, *row in STREAM_CHANGES),
)
