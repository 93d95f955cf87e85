"""Sends records to Kafka and knows of each whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from utils.errors import TransientError
from utils.retry import retry_with_backoff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from confluent_kafka import KafkaError, Message, Producer


class DeliveryError(TransientError):
    """Kafka didn't take all records of a batch."""


@dataclass(frozen=True)
class Record:
    """One message to be sent."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: dict[str, str] = field(default_factory=dict)


class Outbox:
    """Records on their way; those that Kafka refused stay for another attempt."""

    def __init__(self, producer: Producer, records: Iterable[Record]) -> None:
        self.producer = producer
        self.pending = list(records)

    @retry_with_backoff(retries=3, backoff_factor=2, on=(DeliveryError,))
    def deliver(self) -> None:
        """Send what is pending and wait until Kafka has it."""
        refused: list[tuple[Record, str]] = []
        for record in self.pending:
            self._produce(record, refused)
        self.producer.flush()
        self.pending = [record for record, _ in refused]
        if refused:
            reasons = ", ".join(sorted({reason for _, reason in refused}))
            raise DeliveryError(f"{len(refused)} records not delivered: {reasons}")

    def _produce(self, record: Record, refused: list[tuple[Record, str]]) -> None:
        def on_delivery(error: KafkaError | None, _message: Message) -> None:
            if error is not None:
                refused.append((record, str(error)))

        message = {"value": record.value, "key": record.key, "headers": record.headers}
        try:
            self.producer.produce(record.topic, on_delivery=on_delivery, **message)
        except BufferError:  # the local queue is full: let it drain
            self.producer.flush()
            self.producer.produce(record.topic, on_delivery=on_delivery, **message)
