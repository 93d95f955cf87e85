import json
import logging

from kafka import KafkaConsumer, KafkaProducer

log = logging.getLogger(__name__)


def main():
    consumer = KafkaConsumer("payments", bootstrap_servers="kafka:9092", group_id="ledger")
    producer = KafkaProducer(bootstrap_servers="kafka:9092", acks="all")
    for message in consumer:
        try:
            payment = json.loads(message.value)
            producer.send("ledger.entries", json.dumps(payment["entry"]).encode())
        except (KeyError, ValueError):
            log.warning("cannot parse offset %d", message.offset)
            raise


if __name__ == "__main__":
    main()
