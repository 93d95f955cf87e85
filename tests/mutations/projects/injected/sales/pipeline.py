from __future__ import annotations

import logging
import os
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sales.components import DataQualityError, PostgresExtractor, QualityValidator
from sales.components import SalesTransformer, SlackAlerter, WarehouseLoader

if TYPE_CHECKING:
    from sales.components import BulkLoader

logger = logging.getLogger(__name__)


class DailySalesPipeline:
    """Extracts yesterday's orders, aggregates them and loads them to the warehouse."""

    def __init__(
        self,
        extractor: PostgresExtractor,
        transformer: SalesTransformer,
        loader: "WarehouseLoader",
        validator: QualityValidator,
        alerter=None,
    ):
        self.extractor = extractor
        self.transformer = transformer
        self.loader = loader
        self.validator = validator
        self.alerter = alerter or SlackAlerter()

    def run(self, day: date) -> dict:
        logger.info("Starting daily sales pipeline for %s", day)
        try:
            raw = self.extractor.extract(day)
            if raw.empty:
                logger.warning("No orders for %s", day)
                return {"status": "no_data", "rows": 0}

            self.validator.validate(raw)
            cleaned = self.transformer.clean(raw)
            totals = self.transformer.aggregate(cleaned)
            rows = self.loader.load(totals, table="daily_sales")
        except DataQualityError as exc:
            logger.error("Data quality check failed: %s", exc)
            self._send_alert(f"Data quality check failed: {exc}")
            raise
        except Exception as exc:
            logger.exception("Pipeline failed")
            self._send_alert(f"Daily sales failed: {exc}")
            raise
        finally:
            self._write_metrics(day)

        logger.info("Loaded %d rows", rows)
        return {"status": "success", "rows": rows}

    def _send_alert(self, message: str) -> None:
        self.alerter.send(f":rotating_light: {message}")

    def _write_metrics(self, day: date) -> None:
        logger.info("metrics for %s", day)


def build_pipeline() -> DailySalesPipeline:
    return DailySalesPipeline(
        extractor=PostgresExtractor(os.environ["SOURCE_DSN"]),
        transformer=SalesTransformer(),
        loader=WarehouseLoader(os.environ["WAREHOUSE_DSN"]),
        validator=QualityValidator(min_rows=10),
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    build_pipeline().run(date.today() - timedelta(days=1))
