import json
import logging

from confluent_kafka import Consumer, Producer

log = logging.getLogger(__name__)


def main():
    consumer = Consumer({"bootstrap.servers": "kafka", "group.id": "scans"})
    producer = Producer({"bootstrap.servers": "kafka", "acks": "all"})
    consumer.subscribe(["scans"])
    while True:
        message = consumer.poll(1.0)
        try:
            scan = json.loads(message.value())
            producer.produce("scans.parsed", json.dumps(scan))
        except ValueError:
            log.warning("not JSON: %s", message.offset())
            producer.produce("scans.dlq", message.value())


if __name__ == "__main__":
    main()
