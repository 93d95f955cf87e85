"""Consume click events, sessionize them and push them to ClickHouse and to a clean topic."""
import json
import logging
import os
import time
from typing import List, Optional

from clickhouse_driver import Client
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaTimeoutError

from events.models import ClickEvent, SchemaError
from events.dlq import DeadLetterQueue

logger = logging.getLogger(__name__)


class ClickStreamProcessor:
    def __init__(self, config: Optional[dict] = None):
        config = config or {}
        servers = config.get("servers", os.environ["KAFKA_SERVERS"])
        self.batch_size = config.get("batch_size", 1000)
        self.consumer = KafkaConsumer(
            "clicks.v1",
            bootstrap_servers=servers,
            group_id="clickstream-etl",
            enable_auto_commit=False,
            max_poll_records=500,
            value_deserializer=lambda b: json.loads(b.decode("utf-8")),
        )
        self.producer = KafkaProducer(bootstrap_servers=servers, acks="all", retries=5)
        self.db = Client(host=os.environ.get("CH_HOST", "clickhouse"))
        self.dlq = DeadLetterQueue(self.producer, "clicks.v1.dead")
        self._buffer: List[ClickEvent] = []

    def run(self):
        for message in self.consumer:
            try:
                event = ClickEvent.from_json(message.value)
                event.validate()
            except SchemaError as err:
                logger.warning("schema error at %s:%s", message.partition, message.offset)
                self.dlq.send(message.value, reason=str(err))
                continue

            self._buffer.append(event)
            if len(self._buffer) >= self.batch_size:
                self.flush()
                self.consumer.commit()

    def flush(self):
        rows = [e.as_row() for e in self._buffer]
        self._insert(rows)
        for event in self._buffer:
            self.producer.send("clicks.clean", event.as_dict())
        self.producer.flush()
        self._buffer.clear()

    def _insert(self, rows):
        attempts = 0
        while True:
            try:
                self.db.execute("INSERT INTO analytics.clicks (ts, user_id, url) VALUES", rows)
                return
            except Exception as e:
                attempts += 1
                if attempts >= 3:
                    logger.error("giving up on insert")
                    raise
                logger.warning("insert failed (%s), retrying", e)
                time.sleep(2 ** attempts)


if __name__ == "__main__":
    logging.basicConfig(level="INFO")
    ClickStreamProcessor().run()
