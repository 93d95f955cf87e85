import json
import logging

from confluent_kafka import Consumer, Producer

log = logging.getLogger(__name__)


def main():
    consumer = Consumer({"bootstrap.servers": "kafka", "group.id": "telemetry"})
    producer = Producer({"bootstrap.servers": "kafka", "acks": "all"})
    consumer.subscribe(["telemetry"])
    while True:
        message = consumer.poll(1.0)
        reading = json.loads(message.value())
        if reading["unit"] not in ("C", "F"):
            log.warning("unknown unit: %s", reading["unit"])
            producer.produce("telemetry.dlq", message.value())
            continue
        producer.produce("telemetry.parsed", json.dumps(reading))


if __name__ == "__main__":
    main()
