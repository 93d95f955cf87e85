from __future__ import annotations

import json
import logging
import signal
from decimal import Decimal

import redis
from confluent_kafka import Consumer, KafkaError, KafkaException, Producer

from settings import (
    BATCH_SIZE,
    BOOTSTRAP,
    DEAD_LETTER_TOPIC,
    GROUP_ID,
    POLL_TIMEOUT,
    SOURCE_TOPIC,
    TARGET_TOPIC,
)

logger = logging.getLogger(__name__)


class InvalidOrder(Exception):
    pass


class OrderEnricher:
    def __init__(self, consumer: Consumer, producer: Producer, cache: redis.Redis):
        self.consumer = consumer
        self.producer = producer
        self.cache = cache
        self.running = True

    def stop(self, *_):
        logger.info("stopping")
        self.running = False

    def parse(self, raw: bytes) -> dict:
        order = json.loads(raw)
        if "order_id" not in order:
            raise InvalidOrder("order without id")
        if Decimal(str(order.get("total", 0))) <= 0:
            raise InvalidOrder(f"order {order['order_id']} has no total")
        return order

    def enrich(self, order: dict) -> dict:
        customer = self.cache.hgetall(f"customer:{order['customer_id']}")
        order["segment"] = customer.get(b"segment", b"unknown").decode()
        return order

    def send_to_dead_letter(self, message, error: Exception) -> None:
        self.producer.produce(
            DEAD_LETTER_TOPIC,
            key=message.key(),
            value=message.value(),
            headers={"error": str(error)},
        )

    def run(self) -> None:
        self.consumer.subscribe([SOURCE_TOPIC])
        try:
            while self.running:
                messages = self.consumer.consume(BATCH_SIZE, timeout=POLL_TIMEOUT)
                if not messages:
                    continue
                for message in messages:
                    if message.error():
                        if message.error().code() == KafkaError._PARTITION_EOF:
                            continue
                        raise KafkaException(message.error())
                    try:
                        order = self.enrich(self.parse(message.value()))
                        self.producer.produce(
                            TARGET_TOPIC, key=message.key(), value=json.dumps(order)
                        )
                    except (InvalidOrder, json.JSONDecodeError) as exc:
                        logger.warning("bad order: %s", exc)
                        self.send_to_dead_letter(message, exc)
                self.producer.flush()
                self.consumer.commit(asynchronous=False)
        finally:
            self.consumer.close()


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    enricher = OrderEnricher(
        Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": GROUP_ID, "enable.auto.commit": False}),
        Producer({"bootstrap.servers": BOOTSTRAP, "acks": "all"}),
        redis.Redis(host="redis"),
    )
    signal.signal(signal.SIGTERM, enricher.stop)
    enricher.run()


if __name__ == "__main__":
    main()
