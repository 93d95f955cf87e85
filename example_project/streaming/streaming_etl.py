"""Sales events from one Kafka topic, checked and completed, into another.

An event that can't be read goes to the dead-letter topic with the reason in its
headers. Offsets are committed by hand, after everything that came of a batch has
arrived: a crash in between repeats events and loses none.
"""

from __future__ import annotations

import json
import logging
import signal
from typing import TYPE_CHECKING

from streaming.delivery import Outbox, Record
from streaming.events import BadEventError, transform_event
from streaming.health import HealthServer
from streaming.settings import StreamSettings
from utils.errors import ExtractionError
from utils.logger import JsonFormatter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from confluent_kafka import Consumer, Message, Producer

log = logging.getLogger(__name__)


class StreamingETL:
    """The loop: consume a batch, transform it, produce it, commit it."""

    def __init__(self, consumer: Consumer, producer: Producer, settings: StreamSettings) -> None:
        self.consumer = consumer
        self.producer = producer
        self.settings = settings
        self.counters = {"consumed": 0, "produced": 0, "dead_letters": 0, "batches": 0}
        self.running = False
        self.stopping = False

    def stop(self, _signal: int | None = None, _frame: FrameType | None = None) -> None:
        """Leave the loop after the batch in hand. Fit to be a signal handler."""
        self.stopping = True

    def run(self) -> dict[str, int]:
        """Work until stopped, and return what was counted."""
        self.consumer.subscribe([self.settings.source_topic])
        self.running = True
        try:
            while not self.stopping:
                messages = self.consumer.consume(
                    num_messages=self.settings.batch_size, timeout=self.settings.poll_seconds
                )
                if messages:
                    self.process_batch(messages)
        finally:
            self.running = False
            self.consumer.close()
        log.info("stopped", extra=self.counters)
        return self.counters

    def process_batch(self, messages: Sequence[Message]) -> None:
        """Deliver what comes of all messages, then commit their offsets."""
        records = [self.transform(message) for message in messages]
        Outbox(self.producer, records).deliver()
        self.consumer.commit(asynchronous=False)
        dead = sum(record.topic == self.settings.dead_letter_topic for record in records)
        self.counters["batches"] += 1
        self.counters["consumed"] += len(messages)
        self.counters["produced"] += len(records) - dead
        self.counters["dead_letters"] += dead

    def transform(self, message: Message) -> Record:
        """Return the record that comes of a message: the clean event or a dead letter."""
        if message.error() is not None:
            raise ExtractionError(f"{self.settings.source_topic}: {message.error()}")
        try:
            event = transform_event(message.value())
        except BadEventError as error:
            return self.dead_letter(message, error)
        return Record(
            topic=self.settings.target_topic,
            key=event["product_id"].encode(),
            value=json.dumps(event).encode(),
        )

    def dead_letter(self, message: Message, error: BadEventError) -> Record:
        """Keep the event as it came, with why and from where."""
        place = f"{message.topic()}[{message.partition()}]@{message.offset()}"
        log.warning("dead letter", extra={"source": place, "error": str(error)})
        return Record(
            topic=self.settings.dead_letter_topic,
            key=message.key(),
            value=message.value(),
            headers={"error": str(error), "source": place},
        )


def connect(settings: StreamSettings) -> StreamingETL:
    """Return the job with its consumer and its producer."""
    from confluent_kafka import Consumer, Producer  # noqa: PLC0415 -- the extra `kafka`

    consumer = Consumer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "group.id": settings.group_id,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    producer = Producer(
        {
            "bootstrap.servers": settings.bootstrap_servers,
            "enable.idempotence": True,
            "compression.type": "lz4",
            "message.timeout.ms": 30_000,
        }
    )
    return StreamingETL(consumer, producer, settings)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    handler = logging.StreamHandler()  # a container's log is what it prints
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    settings = StreamSettings.from_environment()
    job = connect(settings)
    signal.signal(signal.SIGTERM, job.stop)
    signal.signal(signal.SIGINT, job.stop)
    health = HealthServer(settings.health_port, lambda: job.running, lambda: job.counters)
    try:
        job.run()
    finally:
        health.close()


if __name__ == "__main__":
    main()
