"""Plain Python: what its sequence diagrams tell of calls that are gone, moved or other ones."""

from __future__ import annotations

from tests.example.mutation import Edit, Mutation, Told
from tests.example.mutations.flows import ALERT, CHECK, RETRIES
from tests.example.project import BASE, DAILY, STREAM

DAILY_CALLS = f"{DAILY}::sequence[DailySalesPipeline.run]"
STREAM_CALLS = f"{STREAM}::sequence[StreamingETL.run]"
RUN = "    def run(self, execution_date: date) -> RunResult:"
UPSERT = "return self.target.upsert(rows, table)"
AGGREGATED = "return Aggregator(BY_PRODUCT_AND_DATE).transform(sales)"

MESSAGES = (
    Mutation(
        "calls of the quality check are gone",
        DAILY_CALLS,
        (Edit(DAILY, CHECK, ""),),
        (
            Told("quality-check-removed", "DailySalesPipeline → DailySalesPipeline", RUN),
            *(3 * (Told("quality-check-removed", "DailySalesPipeline → validators", RUN),)),
            Told("message-removed", "DailySalesPipeline → validators", RUN),
            Told(
                "message-removed",
                "DailySalesPipeline → validators",
                "self.judge(row_count(rows, minimum=1), ValidationError)",
                BASE,
            ),
            Told(
                "message-removed",
                "DailySalesPipeline → Report",
                "report.raise_errors(error)",
                BASE,
            ),
        ),
    ),
    Mutation(
        "calls of the enrichment are gone",
        DAILY_CALLS,
        (
            Edit(
                DAILY,
                "self.enrich(self.aggregate(self.clean(sales)))",
                "self.aggregate(self.clean(sales))",
            ),
        ),
        (
            Told("message-removed", "DailySalesPipeline → BaseExtractor", AGGREGATED),
            Told("participant-removed", "Enricher", AGGREGATED),
        ),
    ),
    Mutation(
        "call of the load is made once",
        DAILY_CALLS,
        (Edit(BASE, RETRIES, ""),),
        (
            Told(
                "retries-removed",
                "DailySalesPipeline → BaseLoader: "
                "upsert(table: fact_daily_sales, keys: product_id, sale_date)",
                UPSERT,
            ),
        ),
    ),
    Mutation(
        "nobody is called after a failure",
        DAILY_CALLS,
        (Edit(BASE, ALERT, ""),),
        (
            Told(
                "alert-removed",
                "DailySalesPipeline → alerts",
                "            self.failed(execution_date, error)\n            raise",
                DAILY,
            ),
            Told("participant-removed", "REST API", "RunResult:\n        try:", DAILY),
        ),
    ),
    Mutation(
        "failure ends as success",
        DAILY_CALLS,
        (
            Edit(
                DAILY,
                "            self.failed(execution_date, error)\n            raise\n",
                "            self.failed(execution_date, error)\n"
                '            return {"status": "success", "rows_processed": 0, "rows_loaded": 0}\n',
            ),
        ),
        (Told("raise-removed", "DailySalesPipeline", '            return {"status": "success"'),),
    ),
    Mutation(
        "another topic",
        STREAM_CALLS,
        (
            Edit(
                "streaming/settings.py",
                'source_topic: str = "sales-events"',
                'source_topic: str = "sales"',
            ),
        ),
        (
            Told(
                "source-changed",
                "StreamingETL → Kafka",
                "messages = self.consumer.consume(",
                STREAM,
            ),
            Told("trigger-changed", "topic", "    def run(self)", STREAM),
        ),
    ),
)
