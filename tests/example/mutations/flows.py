"""Plain Python: what its activity diagrams tell of retries, checks, failures and targets."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.project import BASE, DAILY, DELIVERY, STREAM

DAILY_FLOW = f"{DAILY}::activity[DailySalesPipeline.run]"
STREAM_FLOW = f"{STREAM}::activity[StreamingETL.run]"

ALERT = (
    '        self.alert(f"{self.name} of {execution_date} failed: '
    '{type(error).__name__}: {error}")\n'
)
RETRIES = "    @retry_with_backoff(retries=3, backoff_factor=1)\n"
CHECK = "            self.check_quality(execution_date, daily)\n"
DEAD_LETTER = "            return self.dead_letter(message, error)\n"

FLOWS = (
    Mutation(
        "retries of the load removed",
        DAILY_FLOW,
        (Edit(BASE, RETRIES, ""),),
        (
            Told("retries-removed", "load", "    def load(self"),
            Told("exception-path-changed", "upsert", "return self.target.upsert(rows, table)"),
        ),
    ),
    Mutation(
        "retries of the load reduced",
        DAILY_FLOW,
        (Edit(BASE, "retries=3", "retries=1"),),
        (Told("retries-reduced", "load", "@retry_with_backoff(retries=1"),),
    ),
    Mutation(
        "pause before a retry of the load grown",
        DAILY_FLOW,
        (Edit(BASE, "backoff_factor=1", "backoff_factor=10"),),
        (Told("retry-delay-changed", "load", "backoff_factor=10"),),
    ),
    Mutation(
        "quality check left out of the pipeline",
        DAILY_FLOW,
        (Edit(DAILY, CHECK, ""),),
        tuple(
            Told("quality-check-removed", check, "return self.succeeded(execution_date, ")
            for check in ("check_quality", "duplicate_check", "null_check", "range_check")
        ),
    ),
    Mutation(
        "alert left out of the handler",
        DAILY_FLOW,
        (Edit(BASE, ALERT, ""),),
        (
            Told("alert-removed", "send_alert", "        except Exception as error:", DAILY),
            Told("stage-removed", "failed", "        except Exception as error:", DAILY),
        ),
    ),
    Mutation(
        "exception swallowed",
        DAILY_FLOW,
        (
            Edit(
                DAILY,
                "            self.failed(execution_date, error)\n            raise\n",
                "            self.failed(execution_date, error)\n",
            ),
        ),
        (Told("exception-swallowed", "except Exception", "        except Exception as error:"),),
    ),
    Mutation(
        "early return added",
        DAILY_FLOW,
        (
            Edit(
                DAILY,
                "            self.validate(sales)\n            daily",
                "            self.validate(sales)\n            if len(sales) < 10:\n"
                "                return self.no_data(execution_date)\n            daily",
            ),
        ),
        (Told("early-return-added", "len(extract()) < 10?", "            if len(sales) < 10:"),),
    ),
    Mutation(
        "dead letters no longer made",
        STREAM_FLOW,
        (Edit(STREAM, DEAD_LETTER, "            raise error\n"),),
        (
            Told("dead-letter-removed", "dead_letter", "        except BadEventError as error:"),
            Told("dead-letter-removed", "deliver", "    def deliver(self)", DELIVERY),
            Told("exception-swallowed", "deliver", "        except BufferError:", DELIVERY),
            Told("raise-added", "raise BadEventError", "            raise error"),
            Told("role-changed", "deliver", "Outbox(self.producer, records).deliver()"),
            Told(
                "endpoint-added",
                "deliver",
                "        try:\n            self.producer.produce(",
                DELIVERY,
            ),
        ),
    ),
    Mutation(
        "offsets committed before the delivery",
        STREAM_FLOW,
        (
            Edit(
                STREAM,
                "        Outbox(self.producer, records).deliver()\n"
                "        self.consumer.commit(asynchronous=False)\n",
                "        self.consumer.commit(asynchronous=False)\n"
                "        Outbox(self.producer, records).deliver()\n",
            ),
        ),
        (Told("flow-changed", "commit", "self.consumer.commit(asynchronous=False)"),),
    ),
    Mutation(
        "another table",
        DAILY_FLOW,
        (Edit(DAILY, 'name="fact_daily_sales"', 'name="fact_sales"'),),
        (
            Told("target-changed", "load", "loaded = self.load(daily, FACT_DAILY_SALES)"),
            Told("target-changed", "upsert", "return self.target.upsert(rows, table)", BASE),
            Told("source-changed", "read", "loaded = self.target.read("),
        ),
    ),
    Mutation(
        "other keys",
        DAILY_FLOW,
        (Edit(DAILY, 'keys=("product_id", "sale_date")', 'keys=("product_id",)'),),
        (
            Told("keys-changed", "load", "loaded = self.load(daily, FACT_DAILY_SALES)"),
            Told("keys-changed", "upsert", "return self.target.upsert(rows, table)", BASE),
            Told("keys-changed", "read", "loaded = self.target.read("),
            Told("keys-changed", "duplicate_check", "report += duplicate_check(loaded, keys)"),
        ),
    ),
)
