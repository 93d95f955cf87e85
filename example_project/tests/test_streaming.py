"""The streaming job with a broker made of lists, and with librdkafka's own mock broker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from streaming.delivery import DeliveryError, Outbox, Record
from streaming.events import BadEventError, transform_event
from streaming.health import HealthServer, as_metrics
from streaming.settings import StreamSettings
from streaming.streaming_etl import StreamingETL
from utils.errors import ExtractionError

SETTINGS = StreamSettings(batch_size=2)
GOOD = {
    "sale_id": 1,
    "product_id": "P7",
    "quantity": 2,
    "price": 2.5,
    "sold_at": "2024-01-15T23:30:00-02:00",
}
CLEAN = {
    "sale_id": "1",
    "product_id": "P7",
    "quantity": 2,
    "price": 2.5,
    "revenue": 5.0,
    "sale_date": "2024-01-16",
}


@dataclass
class FakeMessage:
    body: bytes | None
    number: int = 0
    failure: str | None = None

    def error(self):
        return self.failure

    def value(self):
        return self.body

    def key(self):
        return b"a key"

    def topic(self):
        return SETTINGS.source_topic

    def partition(self):
        return 0

    def offset(self):
        return self.number


@dataclass
class FakeProducer:
    """Takes records; refuses the first `refusals`, and has room for `room` at once."""

    events: list = field(default_factory=list)
    refusals: int = 0
    room: int = 100
    waiting: list = field(default_factory=list)
    sent: list = field(default_factory=list)

    def produce(self, topic, value, key, headers, on_delivery):
        if len(self.waiting) >= self.room:
            raise BufferError("queue full")
        self.waiting.append((Record(topic, key, value, headers), on_delivery))

    def flush(self):
        for record, on_delivery in self.waiting:
            if self.refusals:
                self.refusals -= 1
                on_delivery("broker down", None)
            else:
                self.sent.append(record)
                on_delivery(None, object())
        self.waiting.clear()
        self.events.append("flushed")

    def topics(self):
        return [record.topic for record in self.sent]


@dataclass
class FakeConsumer:
    """Gives its messages in batches, then calls `when_empty`."""

    messages: deque
    events: list
    when_empty: object = None
    subscribed: list = field(default_factory=list)

    def subscribe(self, topics):
        self.subscribed += topics

    def consume(self, num_messages, timeout):
        assert timeout == SETTINGS.poll_seconds
        if not self.messages:
            self.when_empty()
        return [self.messages.popleft() for _ in range(min(num_messages, len(self.messages)))]

    def commit(self, *, asynchronous):
        assert not asynchronous
        self.events.append("committed")

    def close(self):
        self.events.append("closed")


def job_with(*bodies, **producer):
    events = []
    messages = deque(FakeMessage(body, number) for number, body in enumerate(bodies))
    job = StreamingETL(FakeConsumer(messages, events), FakeProducer(events, **producer), SETTINGS)
    job.consumer.when_empty = job.stop
    return job


def as_json(**changes):
    return json.dumps(GOOD | changes).encode()


def test_event_gets_its_revenue_and_its_day_in_utc():
    assert transform_event(as_json()) == CLEAN


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "a JSON list"),
        (as_json(price=None), "without price"),
        (as_json(quantity="two"), "two"),
        (as_json(quantity=[]), "list"),
        (as_json(quantity=float("inf")), "infinity"),
        (as_json(quantity=0), "quantity 0"),
        (as_json(price=-1), "price -1"),
        (as_json(price=float("nan")), "price nan"),
        (as_json(sold_at="yesterday"), "yesterday"),
        (as_json(sold_at="2024-01-15T10:00:00"), "time zone"),
    ],
)
def test_event_that_cannot_be_read_says_why(value, reason):
    with pytest.raises(BadEventError, match=reason):
        transform_event(value)


def test_bad_message_goes_to_the_dead_letter_topic_as_it_came():
    job = job_with(as_json(), b"not json")
    counters = job.run()
    clean, dead = job.producer.sent
    assert (clean.topic, clean.key) == (SETTINGS.target_topic, b"P7")
    assert json.loads(clean.value) == CLEAN
    assert (dead.topic, dead.key, dead.value) == (
        SETTINGS.dead_letter_topic,
        b"a key",
        b"not json",
    )
    assert dead.headers["source"] == "sales-events[0]@1"
    assert dead.headers["error"].startswith("not JSON")
    assert counters == {"consumed": 2, "produced": 1, "dead_letters": 1, "batches": 1}


def test_offsets_are_committed_only_after_all_of_a_batch_has_arrived():
    job = job_with(*[as_json()] * 3)
    job.run()
    assert job.consumer.subscribed == ["sales-events"]
    assert job.consumer.events == ["flushed", "committed", "flushed", "committed", "closed"]


def test_refused_records_alone_are_sent_again():
    job = job_with(as_json(sale_id=1), as_json(sale_id=2), refusals=1)
    job.run()
    assert [json.loads(record.value)["sale_id"] for record in job.producer.sent] == ["2", "1"]
    assert job.consumer.events == ["flushed", "flushed", "committed", "closed"]


def test_broker_that_stays_down_ends_the_job_without_a_commit(waits):
    job = job_with(as_json(), refusals=1000)
    with pytest.raises(DeliveryError, match="1 records not delivered: broker down"):
        job.run()
    assert waits == [2, 4, 8]
    assert "committed" not in job.consumer.events
    assert job.consumer.events[-1] == "closed"
    assert not job.running


def test_error_of_the_consumer_ends_the_job_without_a_commit():
    job = job_with()
    job.consumer.messages.append(FakeMessage(None, failure="unknown topic"))
    with pytest.raises(ExtractionError, match="sales-events: unknown topic"):
        job.run()
    assert job.consumer.events == ["closed"]


def test_full_local_queue_is_drained():
    producer = FakeProducer(room=1)
    Outbox(producer, [Record("t", None, b"1"), Record("t", None, b"2")]).deliver()
    assert producer.topics() == ["t", "t"]


def test_stop_lets_the_batch_in_hand_end():
    job = job_with(*[as_json()] * 5)
    deliver = job.producer.flush
    job.producer.flush = lambda: (job.stop(), deliver())
    assert job.run()["consumed"] == SETTINGS.batch_size
    assert job.consumer.events == ["flushed", "committed", "closed"]


def test_settings_come_from_the_environment():
    environment = {"KAFKA_BOOTSTRAP_SERVERS": "kafka:9092", "BATCH_SIZE": "50"}
    settings = StreamSettings.from_environment(environment)
    assert (settings.bootstrap_servers, settings.batch_size) == ("kafka:9092", 50)
    assert settings.target_topic == "sales-events-clean"


def test_probes_and_metrics_are_served():
    ready = []
    server = HealthServer(0, lambda: bool(ready), lambda: {"consumed": 3})

    def get(page):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{page}") as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    try:
        assert get("/healthz") == (200, "alive\n")
        assert get("/ready")[0] == 503
        ready.append(True)
        assert get("/ready") == (200, "ready\n")
        assert get("/metrics") == (200, as_metrics({"consumed": 3}))
        assert get("/else")[0] == 404
    finally:
        server.close()
    assert "streaming_etl_consumed_total 3" in as_metrics({"consumed": 3})


@pytest.fixture
def broker():
    """The address of the mock broker in librdkafka: real sockets, no server to install."""
    kafka = pytest.importorskip("confluent_kafka")
    host = kafka.Producer({"bootstrap.servers": "unused", "test.mock.num.brokers": 1})
    (metadata,) = host.list_topics(timeout=10).brokers.values()
    return f"{metadata.host}:{metadata.port}", host


def read_topic(address, host, topic, count):
    """Return the values of a topic's first `count` messages."""
    import confluent_kafka as kafka  # noqa: PLC0415 -- optional

    consumer = kafka.Consumer({"bootstrap.servers": address, "group.id": "reader"})
    partitions = host.list_topics(topic, timeout=10).topics[topic].partitions
    consumer.assign(
        [kafka.TopicPartition(topic, number, kafka.OFFSET_BEGINNING) for number in partitions]
    )
    messages, deadline = [], time.monotonic() + 30
    while len(messages) < count and time.monotonic() < deadline:
        messages += consumer.consume(num_messages=count - len(messages), timeout=0.2)
    consumer.close()
    return [message.value() for message in messages]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGTERM to send on Windows")
def test_program_streams_through_a_broker_and_stops_on_sigterm(broker):
    address, host = broker
    for sale in range(5):
        host.produce("sales-events", as_json(sale_id=sale), key=b"one partition")
    host.produce("sales-events", b"not json", key=b"one partition")
    host.flush()
    root = Path(__file__).parents[1]
    program = subprocess.Popen(
        [sys.executable, "-m", "streaming.streaming_etl"],
        cwd=root,
        env=os.environ
        | {"KAFKA_BOOTSTRAP_SERVERS": address, "HEALTH_PORT": "0", "POLL_SECONDS": "0.2"},
    )
    watchdog = threading.Timer(60, program.kill)
    watchdog.start()
    try:
        clean = read_topic(address, host, "sales-events-clean", 5)
        dead = read_topic(address, host, "sales-events-dead-letter", 1)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=30) == 0
    finally:
        program.kill()
        watchdog.cancel()
    assert [json.loads(value)["sale_id"] for value in clean] == ["0", "1", "2", "3", "4"]
    assert dead == [b"not json"]
